// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.MailServer;

/**
 * The truth about a host, with nothing of ours in it: a stranger hands it real mail for a third host in every form that
 * opens one of the lab's misconfigurations, and what arrives there was relayed (S1).
 */
final class HandOver {

    /** The third host's own domain. */
    static final String WITNESS_DOMAIN = "witness.example";

    private static final Pattern ARRIVED =
            Pattern.compile("(?m)^Envelope-to: ([a-z-]+)\\.([a-z0-9]+)@witness\\.example");
    /** Not so an address that is quoted, or names the witness's domain before the @. */
    private static final Pattern ON_ITS_WAY = Pattern.compile("@witness\\.example(?!\")");

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    /** One form: what is said at EHLO, MAIL FROM and RCPT TO; {@code %1$s} is the host, {@code %2$s} its domain. */
    private record Form(String name, String helo, String from, String to) {}

    private static final List<Form> FORMS = List.of(
            new Form("plain", "stranger.example", "some@stranger.example", "{to}@witness.example"),
            new Form("own-sender", "stranger.example", "boss@%2$s", "{to}@witness.example"),
            new Form("null-sender", "stranger.example", "", "{to}@witness.example"),
            new Form("provider", "stranger.example", "noc@isp.example", "{to}@witness.example"),
            new Form("own-greeting", "%1$s", "some@stranger.example", "{to}@witness.example"),
            new Form("percent", "stranger.example", "some@stranger.example", "{to}%%witness.example@%2$s"),
            new Form("quoted", "stranger.example", "some@stranger.example", "\"{to}@witness.example\"@%2$s"),
            new Form("bang", "stranger.example", "some@stranger.example", "witness.example!{to}"),
            new Form("route", "stranger.example", "some@stranger.example", "@%2$s:{to}@witness.example"));

    /** A conversation for each five words (address, greeting, sender, recipient, name): a mail, if it gets so far. */
    private static final String CLIENT = """
            use IO::Socket::INET; use strict;
            sub heard {
                my ($s, $l) = @_;
                do { $l = <$s> // '421 gone' } while $l =~ /^\\d{3}-/;
                $l =~ s/\\s+$//;
                $l
            }
            sub said { my ($s, $w) = @_; print $s "$w\\r\\n"; heard($s) }
            while (my ($to, $helo, $from, $rcpt, $name) = splice @ARGV, 0, 5) {
                my $s = IO::Socket::INET->new(PeerHost => $to, PeerPort => 25, Timeout => 20) or die "$to: $@";
                my $r = heard($s);
                for my $w ("EHLO $helo", "MAIL FROM:<$from>", "RCPT TO:<$rcpt>", 'DATA') {
                    last unless $r =~ /^2/;
                    $r = said($s, $w);
                }
                my $mail = "From: some\\@stranger.example\\r\\nSubject: $name\\r\\n\\r\\nReal mail.\\r\\n.";
                $r = said($s, $mail) if $r =~ /^354/;
                print "$name: $r\\n";
                said($s, 'QUIT');
            }
            """;

    private final LabHost stranger;
    private final EximServer witness;

    /** The witness takes every local part of {@link #WITNESS_DOMAIN}, and nothing else. */
    HandOver(LabHost stranger, EximServer witness) {
        this.stranger = stranger;
        this.witness = witness;
    }

    /**
     * Hands all forms to a host.
     *
     * @param name the host's, of lower-case letters and digits, unique
     * @return the forms that arrived at the witness, once the host has none of the mail in its queue any more
     */
    List<String> to(String name, Subject subject) throws IOException {
        List<String> words = new ArrayList<>(List.of("perl", "-e", CLIENT));
        Object[] own = {subject.hostName(), subject.domain()};
        for (Form form : FORMS) {
            String tag = form.name() + "." + name;
            words.addAll(List.of(
                    subject.address(),
                    form.helo().formatted(own),
                    form.from().formatted(own),
                    form.to().formatted(own).replace("{to}", tag),
                    tag));
        }
        stranger.run(Command.of(words).within(Duration.ofMinutes(2))).orThrow();
        awaitSettled(subject.server());
        awaitSettled(witness); // it delivers after its 250
        Set<String> arrived = new HashSet<>();
        for (Path mail : witness.delivered()) {
            Matcher to = ARRIVED.matcher(Files.readString(mail, StandardCharsets.ISO_8859_1));
            if (to.find() && to.group(2).equals(name)) {
                arrived.add(to.group(1));
            }
        }
        return FORMS.stream().map(Form::name).filter(arrived::contains).toList();
    }

    /** Each look runs a program of the server's and takes its time. */
    private static void awaitSettled(MailServer server) {
        Instant latest = Instant.now().plus(SETTLED_WITHIN);
        while (ON_ITS_WAY.matcher(server.queue()).find()) {
            if (Instant.now().isAfter(latest)) {
                throw new AssertionError(server + " still has mail for the witness: " + server.queue());
            }
        }
    }
}
