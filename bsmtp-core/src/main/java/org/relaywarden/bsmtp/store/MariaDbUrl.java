// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a MariaDB is, as an operator may write it. One host, one database, and of the driver's options those that say
 * how the way there is protected: all others the program sets itself, for it relies on them.
 */
public final class MariaDbUrl {

    /** What an operator may set. */
    private static final List<String> OPTIONS = List.of(
            "sslMode", "serverSslCert", "enabledSslProtocolSuites", "enabledSslCipherSuites", "useCompression");

    private static final Pattern SHAPE = Pattern.compile(
            "jdbc:mariadb://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(?::[0-9]{1,5})?/[A-Za-z0-9_$-]{1,64}"
                    + "(?:\\?(?<options>[!-~]{1,500}))?");

    private MariaDbUrl() {}

    /**
     * What is wrong with an URL.
     *
     * @param problem without a full stop
     * @param remedy a whole sentence
     * @param aboutSecret whether the URL may not be shown
     */
    public record Fault(String problem, String remedy, boolean aboutSecret) {}

    /** What is wrong with it; nothing when it is fine. */
    public static Optional<Fault> faultOf(String url) {
        if (url.toLowerCase(Locale.ROOT).contains("password")) {
            return Optional.of(new Fault(
                    "holds a password", "Write it into a file, and name that as store.password-file.", true));
        }
        Matcher shape = SHAPE.matcher(url);
        if (!shape.matches()) {
            return Optional.of(new Fault(
                    "no database that is known",
                    "Write jdbc:mariadb://HOST:PORT/DATABASE, or take the key out for the embedded one.",
                    false));
        }
        String options = shape.group("options");
        return options == null ? Optional.empty() : Arrays.stream(options.split("&", -1))
                .map(option -> option.split("=", 2)[0])
                .filter(option -> !OPTIONS.contains(option))
                .findFirst()
                .map(option -> new Fault(
                        "has the option '" + option + "', which is not for a setting",
                        "Leave it out; there are " + String.join(", ", OPTIONS) + ".",
                        false));
    }
}
