// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.warning.NoticeRecord;

/** A case as the commands show it. */
final class CaseOutput {

    private CaseOutput() {}

    static JsonLines json(CaseRecord one) {
        return new JsonLines()
                .with("case", one.number())
                .with("login", one.login())
                .with("address", one.address())
                .with("port", one.port())
                .with("state", one.state())
                .with("open", one.state().isOpen())
                .with("openedAt", one.openedAt())
                .with("endedAt", one.endedAt())
                .with("provenTests", one.provenTests())
                .with("repliedAt", one.repliedAt())
                .with("deadlineAt", one.deadlineAt());
    }

    static List<Map<String, Object>> blocks(List<BlockRecord> blocks) {
        return blocks.stream()
                .<Map<String, Object>>map(block -> new TreeMap<>(Map.of(
                        "measure", block.measure().name(),
                        "desired", block.desiredOn() ? "ON" : "OFF",
                        "actual", block.actual().name(),
                        "dryRun", block.dryRun(),
                        "changedAt", block.changedAt().toString())))
                .toList();
    }

    static List<Map<String, Object>> notices(List<NoticeRecord> notices) {
        return notices.stream()
                .<Map<String, Object>>map(notice -> new TreeMap<>(Map.of(
                        "kind", notice.kind().name(),
                        "messageId", notice.messageId(),
                        "plannedAt", notice.plannedAt().toString(),
                        "delivered", notice.deliveredAt().isPresent())))
                .toList();
    }

    static List<Map<String, Object>> history(List<HistoryLine> history) {
        return history.stream()
                .<Map<String, Object>>map(line -> new TreeMap<>(Map.of(
                        "sequence", line.sequence(),
                        "at", line.at().toString(),
                        "actor", line.actor(),
                        "event", line.event(),
                        "text", line.text(),
                        "stateAfter", line.stateAfter().name())))
                .toList();
    }
}
