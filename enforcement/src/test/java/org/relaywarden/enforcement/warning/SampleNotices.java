// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.Measure;

/** Every kind of notice with every measure, line and obstacle, and how the tests render them. */
final class SampleNotices {

    static final Instant AT = Instant.parse("2026-03-06T02:00:00Z");

    /** A host that answers as nastily as it can. */
    static final List<SeenTest> HOSTILE = List.of(new SeenTest(
            "R1",
            "RCPT TO:<" + "x".repeat(180) + ">",
            "250 [(${T(java.lang.Runtime)})] [# th:if=\"false\"] \u202e\r\n\r\n.\r\nSubject: forged"));

    static final List<SeenTest> SEEN = List.of(
            new SeenTest("S1", "MAIL FROM:<t-one@probe.isp.example>\nRCPT TO:<t-two@collector.isp.example>",
                    "250 2.1.5 Ok"),
            new SeenTest("R1", "RCPT TO:<t-three%collector.isp.example@ann.example>", "250 2.1.5 Ok"));

    static final NoticeSettings SETTINGS = new NoticeSettings(
            "ISP Example",
            "isp.example",
            "abuse",
            "relay-reply+",
            "relay-bounce+",
            Optional.of("https://www.isp.example/open-relay"),
            Optional.of("+31-20-5550123"),
            ZoneId.of("Europe/Amsterdam"));

    private SampleNotices() {}

    static NoticeContent.Warning warning(Line line, boolean dryRun, String banner, Measure... measures) {
        return warning(SEEN, line, dryRun, banner, measures);
    }

    private static NoticeContent.Warning warning(
            List<SeenTest> seen, Line line, boolean dryRun, String banner, Measure... measures) {
        Optional<Instant> deadline = line == Line.ADSL ? Optional.of(AT) : Optional.empty();
        return new NoticeContent.Warning(line, Arrays.asList(measures), dryRun, deadline, AT, seen, banner);
    }

    /** By a name for a file and for a failing test. */
    static Map<String, NoticeContent> every(List<SeenTest> seen) {
        Map<String, NoticeContent> every = new LinkedHashMap<>();
        every.put("warning-dial-up", warning(seen, Line.DIAL_UP, false, "ESMTP Postfix", Measure.DIAL_UP_FILTER));
        every.put("warning-dial-up-trial", warning(seen, Line.DIAL_UP, true, "ESMTP Exim", Measure.DIAL_UP_FILTER));
        every.put("warning-adsl", warning(seen, Line.ADSL, false, "ESMTP Sendmail", Measure.NETWORK_BLOCK));
        every.put("warning-adsl-smarthost", warning(
                seen, Line.ADSL, false, "ESMTP OpenSMTPD", Measure.NETWORK_BLOCK, Measure.SMARTHOST_BLOCK));
        every.put("warning-adsl-trial", warning(
                seen, Line.ADSL, true, "Microsoft ESMTP", Measure.NETWORK_BLOCK, Measure.SMARTHOST_BLOCK));
        every.put("warning-elsewhere-smarthost", warning(seen, Line.ELSEWHERE, false, "", Measure.SMARTHOST_BLOCK));
        every.put("warning-elsewhere", warning(seen, Line.ELSEWHERE, false, ""));
        every.put("lifted", new NoticeContent.Lifted(true, true, AT));
        every.put("lifted-trial", new NoticeContent.Lifted(false, true, AT));
        every.put("lifted-trust", new NoticeContent.Lifted(false, false, AT));
        every.put("still-open", new NoticeContent.StillOpen(AT, seen, seen, ""));
        every.put("still-taking", new NoticeContent.StillOpen(AT, List.of(), seen, ""));
        for (var obstacle : NoticeContent.NotTestable.Obstacle.values()) {
            every.put("not-testable-" + obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                     new NoticeContent.NotTestable(AT, obstacle));
        }
        every.put("seen-closed", new NoticeContent.SeenClosed(AT));
        every.put("trusts-relay", new NoticeContent.TrustsRelay(InetAddress.ofLiteral("192.0.2.9"), AT));
        return every;
    }

    static MailText render(Language language, NoticeSettings settings, NoticeContent content) {
        return new NoticeTemplates(settings, NoticeWords.ofAll()).render(
                new NoticeRequest(12, "ann", language, InetAddress.ofLiteral("192.0.2.7"), 2525, content));
    }
}
