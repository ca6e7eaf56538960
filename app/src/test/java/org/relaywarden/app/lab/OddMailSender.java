// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/** A stranger who sends octets as they are: no tool in between mends a line end, a long line or an address. */
final class OddMailSender {

    /** Reads lines of a file: sender, recipient, parameters of MAIL, file of the message. One conversation for all. */
    private static final String CLIENT = """
            use IO::Socket::INET; use strict;
            my ($to, $list) = @ARGV;
            my $s = IO::Socket::INET->new(PeerHost => $to, PeerPort => 25, Timeout => 20) or die "$to: $@";
            sub heard { my $l; do { $l = <$s> // die 'hung up' } while $l =~ /^\\d{3}-/; $l =~ s/\\s+$//; $l }
            sub said { print $s "$_[0]\\r\\n"; heard() }
            heard(); said('EHLO mail.sender.example');
            open(my $in, '<:raw', $list) or die $!;
            while (my $line = <$in>) {
                chomp $line;
                my ($from, $rcpt, $with, $file) = split /\\t/, $line;
                open(my $text, '<:raw', $file) or die $!;
                my $mail = do { local $/; <$text> } // '';
                $mail =~ s/^\\./../mg;
                my $r = said("MAIL FROM:<$from>$with");
                $r = said("RCPT TO:<$rcpt>") if $r =~ /^2/;
                $r = said('DATA') if $r =~ /^2/;
                if ($r =~ /^354/) { print $s $mail; $r = said('.') } else { said('RSET') }
                print "$rcpt\\t$r\\n";
            }
            said('QUIT');
            """;

    private final LabHost stranger;
    private final String to;
    private final Path folder;

    OddMailSender(LabHost stranger, String to, Path folder) {
        this.stranger = stranger;
        this.to = to;
        this.folder = folder;
    }

    /**
     * Sends the messages of these names in this order, each to its name at the domain: with SMTPUTF8 where the name is
     * not ASCII.
     *
     * @return what was said last to each
     */
    Map<String, String> send(List<String> names, String domain) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean ascii = name.chars().allMatch(c -> c < 0x80);
            Path file = folder.resolve("odd-" + domain + "-" + i);
            Files.writeString(file, OddMail.named(name).replace("\n", "\r\n"), StandardCharsets.ISO_8859_1);
            lines.add(String.join("\t", ascii ? "ann@sender.example" : "j\u00f6rg@sender.example", name + "@" + domain,
                    ascii ? "" : " BODY=8BITMIME SMTPUTF8", file.toString()));
        }
        Path list = Files.write(folder.resolve("odd-" + domain), lines);
        String output = stranger.run(Command.of(List.of("perl", "-e", CLIENT, to, list.toString()))
                        .within(Duration.ofMinutes(2)))
                .orThrow()
                .output();
        Map<String, String> replies = new LinkedHashMap<>();
        output.lines().map(line -> line.split("\t", 2)).forEach(line -> replies.put(
                line[0].substring(0, line[0].indexOf('@')), line[1]));
        return replies;
    }
}
