// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.app.truth.setups.Place;
import org.relaywarden.app.truth.setups.SimulatedSetUps;
import org.relaywarden.app.truth.setups.StrangersForms;
import org.relaywarden.testbed.simulated.MailSink;
import org.relaywarden.testbed.simulated.OnwardRoutes;
import org.relaywarden.testbed.simulated.ReceivedMail;
import org.relaywarden.testbed.simulated.SimulatedMailServer;

/**
 * The witness, who takes all mail in whatever form, and the simulated hosts, in one process on a host of the lab. It
 * writes its state again and again: a number that rises, {@code waiting ADDRESS COUNT} for each simulated host,
 * {@code arrived SUBJECT} for each mail at the witness. Arguments: where to, the provider's address, and for each
 * simulated host {@code NAME ADDRESS HOST-NAME DOMAIN} in one word.
 */
final class ThirdPartiesProcess {

    private static final int SMTP = 25;
    private static final long WRITE_EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: ([a-z0-9-]+)\r?$");

    private final MailSink[] witnesses;
    private final List<SimulatedMailServer> hosts;

    private ThirdPartiesProcess(List<SimulatedMailServer> hosts) {
        this.witnesses = new MailSink[] {
            new MailSink(StrangersForms.WITNESS, SMTP), new MailSink(StrangersForms.WITNESS_IPV6, SMTP)
        };
        this.hosts = hosts;
    }

    public static void main(String[] arguments) throws IOException {
        Path state = Path.of(arguments[0]);
        OnwardRoutes routes = OnwardRoutes.to(Map.of(
                Place.COLLECTOR_DOMAIN, new InetSocketAddress(arguments[1], SMTP),
                StrangersForms.WITNESS_DOMAIN, new InetSocketAddress(StrangersForms.WITNESS, SMTP)));
        List<SimulatedMailServer> hosts = Arrays.stream(arguments)
                .skip(2)
                .map(words -> started(words.split(" "), routes))
                .toList();
        new ThirdPartiesProcess(hosts).tell(state);
    }

    private static SimulatedMailServer started(String[] words, OnwardRoutes routes) {
        return SimulatedMailServer.named(words[2])
                .at(words[1])
                .port(SMTP)
                .serving(words[3])
                .behaving(SimulatedSetUps.behaviour(words[0]))
                .onward(routes)
                .start();
    }

    /** Till the lab ends it. */
    private void tell(Path state) throws IOException {
        Path half = state.resolveSibling(state.getFileName() + ".new");
        for (long turn = 1; !Thread.currentThread().isInterrupted(); turn++) {
            List<String> lines = new ArrayList<>(List.of(Long.toString(turn)));
            // The hosts first: what does not wait any more has arrived.
            hosts.forEach(host -> lines.add("waiting " + host.host().address().getHostAddress() + " " + host.waiting()));
            subjects().forEach(subject -> lines.add("arrived " + subject));
            Files.write(half, lines);
            Files.move(half, state, StandardCopyOption.ATOMIC_MOVE);
            LockSupport.parkNanos(WRITE_EVERY_NANOS);
        }
    }

    private Set<String> subjects() {
        Set<String> subjects = new LinkedHashSet<>();
        for (MailSink witness : witnesses) {
            for (ReceivedMail mail : witness.received()) {
                // Of the header alone: a bounce quotes that of what it bounces.
                Matcher subject = SUBJECT.matcher(mail.content().split("\r?\n\r?\n", 2)[0]);
                if (subject.find()) {
                    subjects.add(subject.group(1));
                }
            }
        }
        return subjects;
    }
}
