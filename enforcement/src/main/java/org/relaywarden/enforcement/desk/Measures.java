// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.policy.Policy;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Findings;

/** Asks for what policy calls for, unless a brake hands the case to a person (E1, E4, E10, decision 19). */
final class Measures {

    private final Policy policy;
    private final Customers customers;
    private final Findings findings;
    private final Casefile cases;
    private final Blocks blocks;
    private final BlockDriver driver;
    private final InstantSource clock;

    Measures(
            Policy policy,
            Customers customers,
            Findings findings,
            Casefile cases,
            Blocks blocks,
            BlockDriver driver,
            InstantSource clock) {
        this.policy = policy;
        this.customers = customers;
        this.findings = findings;
        this.cases = cases;
        this.blocks = blocks;
        this.driver = driver;
        this.clock = clock;
    }

    /**
     * The first measures of a new case.
     *
     * @return the case with its deadline; in REVIEW when nothing was asked
     */
    CaseRecord takeFirst(CaseRecord opened, long runId) {
        Optional<Customer> customer = customers.byLogin(opened.login());
        if (customer.isEmpty()) {
            return review(opened, "no customer has the login " + opened.login());
        }
        Policy.Decision decision = decide(opened, customer.get(), cameThroughSmarthost(runId));
        List<Measure> possible = possible(opened, decision);
        if (possible.isEmpty() && !decision.measures().isEmpty()) {
            return review(opened, decision.why() + ", but " + noMeans());
        }
        Optional<String> brake = possible.isEmpty() ? Optional.empty() : policy.brake(opened.address(), load(opened));
        return brake.isPresent() ? review(opened, brake.get()) : ask(opened, possible, decision);
    }

    /** Asks for what policy calls for by now and was not asked for yet. */
    void takeMissing(CaseRecord found, boolean cameThroughSmarthost) {
        Optional<Customer> customer = customers.byLogin(found.login());
        boolean mayBegin = found.state() == CaseState.CONFIRMED
                || found.state() == CaseState.BLOCKED
                || found.state() == CaseState.RETEST_QUEUED;
        if (customer.isEmpty() || !mayBegin) {
            return;
        }
        Policy.Decision decision = decide(found, customer.get(), cameThroughSmarthost);
        Set<Measure> asked = blocks.ofCase(found.number()).stream()
                .filter(BlockRecord::desiredOn)
                .map(BlockRecord::measure)
                .collect(Collectors.toSet());
        List<Measure> missing =
                possible(found, decision).stream().filter(measure -> !asked.contains(measure)).toList();
        if (!missing.isEmpty()) {
            ask(found, missing, decision);
        }
    }

    /** What the driver has a means for; the rest is said once in the history, and not asked for. */
    private List<Measure> possible(CaseRecord found, Policy.Decision decision) {
        for (Measure measure : decision.measures()) {
            if (!driver.carriesOut(measure) && !isSaid(found.number())) {
                cases.record(found.number(), new CaseEvent.NotCarriedOut(measure.name(), noMeans()), "desk");
            }
        }
        return decision.measures().stream().filter(driver::carriesOut).toList();
    }

    /** There is one measure at most that a driver may lack: the smarthost's. */
    private boolean isSaid(long caseNumber) {
        return cases.history(caseNumber).stream()
                .anyMatch(line -> line.event().equals(CaseEvent.NotCarriedOut.class.getSimpleName()));
    }

    private String noMeans() {
        return "the driver " + driver.name() + " has no means for it";
    }

    /** The same after a driver failed. */
    void takeMissing(long caseNumber) {
        cases.byNumber(caseNumber).ifPresent(found -> takeMissing(found, false));
    }

    /** Whether a probe of this run was handed in by our own smarthost. */
    boolean cameThroughSmarthost(long runId) {
        return findings.evidence(runId).map(Evidence::returned).stream()
                .flatMap(List::stream)
                .flatMap(returned -> returned.handedInBy().stream())
                .anyMatch(policy::isSmarthost);
    }

    /** By which ports the probes of this run that returned were handed over; ascending. */
    List<Integer> openPorts(long runId) {
        return findings.evidence(runId).map(Evidence::returned).orElse(List.of()).stream()
                .map(Evidence.Returned::port)
                .distinct()
                .sorted()
                .toList();
    }

    private Policy.Decision decide(CaseRecord found, Customer customer, boolean cameThroughSmarthost) {
        boolean unconfirmed = blocks.ofCase(found.number()).stream()
                .anyMatch(block -> block.measure() == Measure.NETWORK_BLOCK
                        && block.desiredOn()
                        && !block.isSettled()
                        && block.lastFault().isPresent());
        return policy.decide(new Policy.Situation(
                customer.line(), customer.usesSmarthost(), cameThroughSmarthost, unconfirmed));
    }

    private CaseRecord ask(CaseRecord found, List<Measure> measures, Policy.Decision decision) {
        measures.forEach(measure ->
                blocks.ask(found.number(), found.login(), found.address(), found.port(), measure));
        return cases.record(
                found.number(),
                new CaseEvent.BlocksAsked(
                        measures.stream().map(Measure::name).toList(),
                        decision.why(),
                        decision.deadline().map(clock.instant()::plus)),
                "desk");
    }

    private CaseRecord review(CaseRecord found, String why) {
        return cases.record(found.number(), new CaseEvent.NeedsReview(why), "desk");
    }

    private Policy.Load load(CaseRecord opened) {
        long others = blocks.standing().stream()
                .map(BlockRecord::login)
                .filter(login -> !login.equals(opened.login()))
                .distinct()
                .count();
        return new Policy.Load(
                blocks.casesAskedSince(clock.instant().minus(Duration.ofHours(1))),
                (int) others,
                customers.all().size());
    }
}
