// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.enforcement.block.Measure;

/** What the templates may name. Strangers' text leaves here visible and capped. Pure code. */
final class NoticeVariables {

    private static final int LINE_CHARACTERS_MAX = 200;
    private static final int LINES_MAX = 6;

    private final NoticeSettings settings;
    private final NoticeWords words;
    private final DateTimeFormatter time;

    NoticeVariables(NoticeSettings settings, NoticeWords words) {
        this.settings = settings;
        this.words = words;
        this.time = words.time(settings.zone());
    }

    Map<String, Object> of(NoticeRequest request) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("provider", settings.providerName());
        variables.put("desk", settings.desk().toString());
        variables.put("phone", settings.deskPhone().orElse(""));
        variables.put("helpPage", settings.helpPage().orElse(""));
        variables.put("login", request.login());
        variables.put("account", request.login() + "@" + settings.mailDomain());
        variables.put("case", request.caseNumber());
        variables.put("host", AddressText.of(request.address()));
        variables.put("port", request.port());
        switch (request.content()) {
            case NoticeContent.Warning warning -> warning(variables, warning);
            case NoticeContent.Lifted lifted -> {
                variables.put("blocked", lifted.blocked());
                variables.put("wasRelay", lifted.wasRelay());
                variables.put("testedAt", told(lifted.testedAt()));
            }
            case NoticeContent.StillOpen open -> {
                variables.put("testedAt", told(open.testedAt()));
                variables.put("cameBack", tests(open.cameBack()));
                variables.put("taken", tests(open.taken()));
                variables.put("product", MailServerProduct.namedBy(open.banner()).name());
            }
            case NoticeContent.NotTestable not -> {
                variables.put("testedAt", told(not.testedAt()));
                variables.put("obstacle", not.obstacle().name());
            }
            case NoticeContent.SeenClosed closed -> variables.put("testedAt", told(closed.testedAt()));
            case NoticeContent.TrustsRelay trusts -> {
                variables.put("relay", AddressText.of(trusts.relay()));
                variables.put("seenAt", told(trusts.seenAt()));
            }
        }
        return variables;
    }

    private void warning(Map<String, Object> variables, NoticeContent.Warning warning) {
        variables.put("line", warning.line().name());
        variables.put("measures", warning.measures().stream().map(Enum::name).toList());
        variables.put("dryRun", warning.dryRun());
        // A block of the smarthost keeps nobody out.
        variables.put("shut", !warning.dryRun()
                && warning.measures().stream().anyMatch(measure -> measure != Measure.SMARTHOST_BLOCK));
        variables.put("deadline", warning.deadlineAt().map(this::told).orElse(""));
        variables.put("seenAt", told(warning.seenAt()));
        variables.put("tests", tests(warning.seen()));
        variables.put("product", MailServerProduct.namedBy(warning.banner()).name());
    }

    private String told(Instant at) {
        return time.format(at);
    }

    private List<Map<String, Object>> tests(List<SeenTest> tests) {
        return tests.stream()
                .map(test -> Map.<String, Object>of(
                        "id", test.id(),
                        "finds", words.finds(test.id()),
                        "sent", lines(test.sent()),
                        "answered", lines(test.answered())))
                .toList();
    }

    /** The lines of a dialogue, each one visible: a line end in it begins no line of the mail. */
    private static List<String> lines(String stranger) {
        return stranger.lines().limit(LINES_MAX).map(NoticeVariables::visible).toList();
    }

    private static String visible(String stranger) {
        return Visible.of(stranger, LINE_CHARACTERS_MAX);
    }
}
