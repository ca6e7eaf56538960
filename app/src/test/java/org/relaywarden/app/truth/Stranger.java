// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.relaywarden.app.truth.setups.StrangersForms;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/**
 * The truth about a host, with nothing of ours in it: a stranger hands it real mail for the witness in every form of the
 * tiers 1 and 2, and what arrives there was relayed (S1). Who calls from the provider's ranges is one for whom a host may have
 * other rules.
 */
final class Stranger {

    static final String ADDRESS = "203.0.113.5";

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    /** Says on top what it does. */
    private static final Path CLIENT =
            Path.of("target", "test-classes", "org", "relaywarden", "app", "truth", "stranger.pl").toAbsolutePath();

    private final LabHost host;
    private final String address;
    private final ThirdParties thirdParties;

    /**
     * What came of it.
     *
     * @param relayed the ids of the forms whose mail reached the witness
     * @param taken those whose recipients the host took, whatever became of the mail
     * @param settled whether nothing of it waits in the host any more
     */
    record Seen(List<String> relayed, Set<String> taken, boolean settled) {}

    /** One who calls from this address of the host. */
    Stranger(LabHost host, String address, ThirdParties thirdParties) {
        this.host = host;
        this.address = address;
        this.thirdParties = thirdParties;
    }

    /** Hands all forms to a host; returns once it has none of that mail in its queue any more. */
    Seen handsOverTo(Subject subject) {
        List<String> words = new ArrayList<>(List.of("perl", CLIENT.toString(), subject.address(), address));
        Map<String, String> names = subject.names();
        for (StrangersForms.Form form : StrangersForms.all()) {
            words.addAll(form.filled(names, tag(form, subject)));
        }
        String said = host.run(Command.of(words).within(Duration.ofMinutes(3))).orThrow().output();
        Set<String> taken = new HashSet<>();
        for (StrangersForms.Form form : StrangersForms.all()) {
            if (said.contains(tag(form, subject) + " taken ")) {
                taken.add(form.id());
            }
        }
        boolean settled = subject.hasPassedOnAll(SETTLED_WITHIN);
        Set<String> arrived = thirdParties.arrivedSoFar();
        List<String> relayed = StrangersForms.all().stream()
                .filter(form -> arrived.contains(tag(form, subject)))
                .map(StrangersForms.Form::id)
                .toList();
        return new Seen(relayed, taken, settled);
    }

    private String tag(StrangersForms.Form form, Subject subject) {
        String whose = address.equals(ADDRESS) ? "" : "-inside";
        return form.id().toLowerCase(Locale.ROOT) + "-" + subject.login() + whose;
    }
}
