// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.warning.NoticeRecord;
import org.relaywarden.enforcement.warning.NoticeRequest;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.enforcement.warning.ReplyTokens;
import org.relaywarden.reports.dossier.Sources;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;

/** The doors that a report reads, over plain lists. Writing through them fails: reports only read. */
final class InMemoryRecords {

    final List<Customer> customers = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final Map<Long, Evidence> evidence = new HashMap<>();
    final List<CaseRecord> cases = new ArrayList<>();
    final Map<Long, List<HistoryLine>> history = new HashMap<>();
    final List<BlockRecord> blocks = new ArrayList<>();
    final List<NoticeRecord> notices = new ArrayList<>();

    Sources sources() {
        return new Sources(new Books(), new Found(), new Cases(), new Standing(), new Mails());
    }

    private static UnsupportedOperationException onlyRead() {
        return new UnsupportedOperationException("a report only reads");
    }

    private final class Books implements Customers {
        @Override
        public Optional<Customer> byLogin(String login) {
            return customers.stream().filter(one -> one.login().equals(login)).findFirst();
        }

        @Override
        public Optional<Customer> byMailbox(String localPart) {
            return byLogin(localPart);
        }

        @Override
        public Optional<Customer> byDomain(String domain) {
            return customers.stream().filter(one -> one.domains().contains(domain)).findFirst();
        }

        @Override
        public Optional<Customer> byAddress(InetAddress address) {
            return customers.stream()
                    .filter(one -> one.addresses().stream().anyMatch(fixed -> fixed.address().equals(address)))
                    .findFirst();
        }

        @Override
        public List<Customer> all() {
            return List.copyOf(customers);
        }

        @Override
        public Renaming rename(String login, String oldName, String newName, String by, Instant at) {
            throw onlyRead();
        }

        @Override
        public List<Rename> renames(String login) {
            return List.of();
        }

        @Override
        public Optional<String> newNameOf(String domain) {
            return Optional.empty();
        }

        @Override
        public CustomerImport importCsv(InputStream csv, boolean dryRun) {
            throw onlyRead();
        }
    }

    private final class Found implements Findings {
        @Override
        public List<Finding> after(long sequence, int max) {
            return findings.stream().filter(one -> one.sequence() > sequence).limit(max).toList();
        }

        @Override
        public Optional<Finding> bySequence(long sequence) {
            return findings.stream().filter(one -> one.sequence() == sequence).findFirst();
        }

        @Override
        public List<Finding> latestOfRuns(Instant from, Instant until) {
            Map<Long, Finding> latest = new HashMap<>();
            findings.stream()
                    .filter(one -> !one.startedAt().isBefore(from) && one.startedAt().isBefore(until))
                    .forEach(one -> latest.merge(one.runId(), one, (a, b) -> a.sequence() > b.sequence() ? a : b));
            return latest.values().stream()
                    .sorted(Comparator.comparing(Finding::login)
                            .thenComparing(one -> one.address().getHostAddress()))
                    .toList();
        }

        @Override
        public List<Finding> ofLogin(String login, int max) {
            return findings.stream()
                    .filter(one -> one.login().equals(login))
                    .sorted(Comparator.comparingLong(Finding::sequence).reversed())
                    .limit(max)
                    .toList();
        }

        @Override
        public Optional<Evidence> evidence(long runId) {
            return Optional.ofNullable(evidence.get(runId));
        }

        @Override
        public void onAppended(Runnable listener) {
            throw onlyRead();
        }
    }

    private final class Cases implements Casefile {
        @Override
        public CaseRecord open(
                String login, InetAddress address, int port, CaseEvent.RelayProven proven, String actor) {
            throw onlyRead();
        }

        @Override
        public Optional<CaseRecord> openTrusting(
                String login, InetAddress address, int port, CaseEvent.TrustsRelay trusts, String actor) {
            throw onlyRead();
        }

        @Override
        public List<CaseRecord> trustedBy(long number) {
            return List.of();
        }

        @Override
        public CaseRecord record(long number, CaseEvent event, String actor) {
            throw onlyRead();
        }

        @Override
        public Optional<CaseRecord> byNumber(long number) {
            return cases.stream().filter(one -> one.number() == number).findFirst();
        }

        @Override
        public Optional<CaseRecord> openCaseOf(InetAddress address, int port) {
            return cases.stream()
                    .filter(one -> one.state().isOpen() && one.address().equals(address) && one.port() == port)
                    .findFirst();
        }

        @Override
        public List<CaseRecord> all() {
            return cases.stream()
                    .sorted(Comparator.comparing((CaseRecord one) -> !one.state().isOpen())
                            .thenComparingLong(CaseRecord::number))
                    .toList();
        }

        @Override
        public List<CaseRecord> allOpen() {
            return all().stream().filter(one -> one.state().isOpen()).toList();
        }

        @Override
        public List<HistoryLine> history(long number) {
            return List.copyOf(history.getOrDefault(number, List.of()));
        }

        @Override
        public List<CaseRecord> touched(Instant from, Instant until) {
            return cases.stream()
                    .filter(one -> history(one.number()).stream()
                            .anyMatch(line -> !line.at().isBefore(from) && line.at().isBefore(until)))
                    .toList();
        }
    }

    private final class Mails implements Notices {
        @Override
        public NoticeRecord plan(NoticeRequest request) {
            throw onlyRead();
        }

        @Override
        public void withdraw(long caseNumber) {
            throw onlyRead();
        }

        @Override
        public List<NoticeRecord> deliver(Predicate<NoticeRecord> due) {
            throw onlyRead();
        }

        @Override
        public List<NoticeRecord> ofCase(long caseNumber) {
            return notices.stream().filter(one -> one.caseNumber() == caseNumber).toList();
        }

        @Override
        public Optional<NoticeRecord> find(ReplyTokens.Named named) {
            throw onlyRead();
        }
    }

    private final class Standing implements Blocks {
        @Override
        public void widen(long caseNumber, Collection<Integer> openPorts) {
            throw onlyRead();
        }

        @Override
        public void ask(long caseNumber, String login, InetAddress address, int port, Measure measure) {
            throw onlyRead();
        }

        @Override
        public void release(long caseNumber) {
            throw onlyRead();
        }

        @Override
        public List<BlockRecord> reconcile() {
            throw onlyRead();
        }

        @Override
        public List<BlockRecord> ofCase(long caseNumber) {
            return blocks.stream().filter(one -> one.caseNumber() == caseNumber).toList();
        }

        @Override
        public PutRight putRight() {
            throw onlyRead();
        }

        @Override
        public boolean isBlocked(String login, InetAddress address) {
            return standing().stream().anyMatch(one -> one.address().equals(address));
        }

        @Override
        public int casesAskedSince(Instant since) {
            throw onlyRead();
        }

        @Override
        public List<BlockRecord> standing() {
            return blocks.stream()
                    .filter(one -> one.desiredOn() || one.actual() != BlockRecord.Actual.OFF)
                    .toList();
        }
    }
}
