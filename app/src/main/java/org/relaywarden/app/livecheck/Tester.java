// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.relaywarden.app.livecheck.Directory.Entry;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spf.SenderPolicy;
import org.relaywarden.bsmtp.spf.SpfResult;

/** Whether hosts will listen to the tester: its name, and what its sender domain says of those who pass probes on. */
final class Tester {

    private static final String NAME_ITEM = "tester's name ";

    /** RFC 7208 section 4.6.4: at least 20 seconds. */
    private static final Duration POLICY_WITHIN = Duration.ofSeconds(20);

    private final Directory directory;

    Tester(Directory directory) {
        this.directory = directory;
    }

    /** The name of a source address, and back (RFC 1912 section 2.1); hosts refuse a tester without one. */
    Checked name(InetAddress source, String heloName) {
        String item = NAME_ITEM + AddressText.of(source);
        String expected = AddressText.of(source) + " has the name " + heloName + " in DNS, and " + heloName
                + " that address";
        Entry<String> names = directory.names(source);
        Entry<InetAddress> addresses = directory.addresses(heloName);
        if (names.silent() || addresses.silent()) {
            return Checked.unknown(item, expected, names.silent() ? names.trouble() : addresses.trouble(), "");
        }
        boolean there = names.values().contains(heloName);
        boolean back = addresses.values().contains(source);
        if (there && back) {
            return Checked.ok(item, expected, "so it is");
        }
        String forward = addresses.values().isEmpty()
                ? addresses.trouble()
                : heloName + " is at " + Directory.texts(addresses.values());
        String reverse = names.values().isEmpty()
                ? names.trouble()
                : AddressText.of(source) + " is called " + String.join(", ", names.values());
        return Checked.wrong(
                item, expected, there ? forward : back ? reverse : reverse + "; " + forward,
                "Mend the PTR record of the address and the A or AAAA record of the name, or scan.helo-name.");
    }

    /** @param others hosts that will pass probes on, and are not ours */
    Checked senderPolicy(String item, String senderDomain, List<InetAddress> others) {
        String expected = "SPF of " + senderDomain + " does not forbid others to pass probes on";
        String record = directory.senderPolicy(senderDomain).orElse("no SPF record");
        SenderPolicy policy = new SenderPolicy(directory.servers(), POLICY_WITHIN);
        ReversePath sender = ReversePath.of(new MailAddress("probe", senderDomain));
        for (InetAddress other : others) {
            SpfResult result = policy.judge(other, senderDomain, sender);
            String found = record + ", which comes to " + result + " for " + AddressText.of(other);
            switch (result) {
                case FAIL, PERMERROR -> {
                    return Checked.wrong(
                            item, expected, found,
                            "Let the record of " + senderDomain + " end in ?all, or take it away: what comes back"
                                    + " through a second host is the evidence, and must not be refused there.");
                }
                case TEMPERROR -> {
                    return Checked.unknown(item, expected, found, "");
                }
                case PASS, SOFTFAIL, NEUTRAL, NONE -> { }
            }
        }
        return Checked.ok(item, expected, record);
    }
}
