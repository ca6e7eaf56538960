// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;
import org.relaywarden.enforcement.policy.PolicySettings;

/** What follows for whoever handed a probe in (section 3.6): ann's host is tested, others hand her probes in. */
class DeskHopsTest extends DeskOfItsOwn {

    private static final InetAddress SMARTHOST = InetAddress.ofLiteral("198.51.100.25");
    private static final InetAddress ANNS_OTHER = InetAddress.ofLiteral("192.0.2.8");
    private static final InetAddress BOBS = InetAddress.ofLiteral("192.0.2.9");

    @BeforeEach
    void knowAnnAndBob() {
        bench.customers.add("ann", Line.ADSL, false, Language.ENGLISH, ScriptedSweep.HOST, ANNS_OTHER);
        bench.customers.add("bob", Line.ADSL, true, Language.DUTCH, BOBS);
        brakes(PolicySettings.Brakes.defaults());
    }

    private void brakes(PolicySettings.Brakes brakes) {
        bench.set(setup -> setup.withPolicy(new PolicySettings(Duration.ofDays(5), List.of(SMARTHOST), brakes)));
    }

    private void annIsFoundOpenThrough(InetAddress peer) {
        night("ann", ScriptedSweep.HOST, peer, Outcome.open("S1"));
    }

    private void night(String login, InetAddress host, InetAddress peer, Outcome outcome) {
        bench.sweep.host = host;
        bench.sweep.handedInBy = Optional.of(peer);
        bench.sweep.night(login, outcome);
        bench.turn().later(Duration.ofHours(1));
    }

    private List<CaseRecord> casesOf(String login) {
        return bench.desk.cases().all().stream().filter(each -> each.login().equals(login)).toList();
    }

    private CaseRecord caseOf(String login) {
        assertEquals(1, casesOf(login).size(), () -> casesOf(login).toString());
        return casesOf(login).getFirst();
    }

    private List<Measure> measures(CaseRecord of) {
        return bench.desk.blocks().ofCase(of.number()).stream()
                .filter(BlockRecord::desiredOn)
                .map(BlockRecord::measure)
                .toList();
    }

    private String historyOf(CaseRecord of) {
        return bench.desk.cases().history(of.number()).toString();
    }

    private String subject(String login) throws Exception {
        return bench.mails(login).getLast().getSubject();
    }

    @Test
    void throughAnotherCustomerTheTestedHostIsBlockedAndBothAreWarned() throws Exception {
        annIsFoundOpenThrough(BOBS);

        CaseRecord input = caseOf("ann");
        assertEquals(List.of(Measure.NETWORK_BLOCK), measures(input));
        assertTrue(subject("ann").contains("is an open relay"), subject("ann"));

        CaseRecord linked = caseOf("bob");
        assertEquals(BOBS, linked.address());
        assertEquals(CaseState.BLOCKED, linked.state(), "all of no measures stand");
        assertEquals(List.of(), bench.desk.blocks().ofCase(linked.number()), "the output may be innocent");
        assertEquals(Optional.empty(), linked.deadlineAt(), "E5 is for relays");
        assertFalse(linked.isProven());
        assertEquals(List.of(input.number()), numbers(bench.desk.cases().trustedBy(linked.number())));
        assertTrue(historyOf(linked).contains("(case " + input.number() + "), and this one trusts it"));
        assertTrue(historyOf(input).contains("192.0.2.9 of the customer bob"), () -> historyOf(input));
        assertTrue(subject("bob").contains("192.0.2.9 vertrouwt een open relay"), subject("bob"));
        assertTrue(((String) bench.mails("bob").getLast().getContent()).contains("192.0.2.7"), "what to take out");
    }

    private static List<Long> numbers(List<CaseRecord> cases) {
        return cases.stream().map(CaseRecord::number).toList();
    }

    @Test
    void aSecondProofTellsTheOtherCustomerNothingTwice() {
        annIsFoundOpenThrough(BOBS);
        annIsFoundOpenThrough(BOBS);
        assertEquals(1, bench.mails("bob").size());
        assertEquals(2, casesOf("ann").size() + casesOf("bob").size());
    }

    @Test
    void aReplyHasTheTrustingHostTestedAndClosedEndsItsCaseUntilAnotherProbeComesThrough() throws Exception {
        annIsFoundOpenThrough(BOBS);
        CaseRecord linked = caseOf("bob");
        bench.sweep.host = BOBS;
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.mail("bob@bob.example", HandCrankedDesk.replyTo(bench.mails("bob").getLast()),
                "Subject: Re: trust\r\n\r\ntaken out of mynetworks\r\n").turn();

        assertEquals(CaseState.CLOSED_FIXED, caseOf("bob").state());
        assertTrue(subject("bob").contains("heeft de test doorstaan"), subject("bob"));
        assertFalse(
                ((String) bench.mails("bob").getLast().getContent()).contains("open relay meer"),
                "it never was one");
        assertTrue(caseOf("ann").state().isOpen(), "the relay itself is not mended by that");

        annIsFoundOpenThrough(BOBS);
        assertEquals(2, casesOf("bob").size(), "it trusts the relay still");
        assertTrue(casesOf("bob").getFirst().state().isOpen());
        assertEquals(linked.number(), casesOf("bob").getLast().number());
    }

    @Test
    void theLinkedCaseEndsAfterThatOfTheRelayAndNotBefore() throws Exception {
        annIsFoundOpenThrough(BOBS);
        night("bob", BOBS, BOBS, Outcome.closed());
        assertEquals(CaseState.BLOCKED, caseOf("bob").state(), "that it is sound itself was known");
        assertEquals(1, bench.mails("bob").size(), "and is no news to anybody");

        bench.sweep.host = ScriptedSweep.HOST;
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();
        assertEquals(CaseState.CLOSED_FIXED, caseOf("ann").state());
        assertEquals(CaseState.BLOCKED, caseOf("bob").state(), "only a test lifts");

        night("bob", BOBS, BOBS, Outcome.closed());
        assertEquals(CaseState.CLOSED_FIXED, caseOf("bob").state());
    }

    @Test
    void aTrustingHostThatIsARelayItselfIsBlockedAndWarnedLikeAnyOther() throws Exception {
        annIsFoundOpenThrough(BOBS);
        night("bob", BOBS, BOBS, Outcome.open("R1"));
        assertEquals(List.of(Measure.NETWORK_BLOCK), measures(caseOf("bob")));
        assertTrue(caseOf("bob").isProven() && caseOf("bob").deadlineAt().isPresent());
        assertTrue(subject("bob").contains("is een open relay"), subject("bob"));
    }

    @Test
    void aRetestThatProvesTheTrustingHostItselfIsBothAnswerAndFirstProof() throws Exception {
        annIsFoundOpenThrough(BOBS);
        bench.sweep.host = BOBS;
        bench.sweep.handedInBy = Optional.of(BOBS);
        bench.sweep.nextScanFinds(Outcome.open("S1"));
        bench.mail("bob@bob.example", HandCrankedDesk.replyTo(bench.mails("bob").getLast()),
                "Subject: Re: trust\r\n\r\nmended\r\n").turn();
        assertEquals(CaseState.BLOCKED, caseOf("bob").state());
        assertEquals(List.of(Measure.NETWORK_BLOCK), measures(caseOf("bob")));
        assertTrue(subject("bob").contains("is een open relay"), subject("bob"));
        assertEquals(1, bench.sweep.asked.size(), "one reply, one test");
    }

    @Test
    void aBrakeHoldsTheOtherCustomersWarningToo() {
        brakes(new PolicySettings.Brakes(true, 20, 0.02, 10, List.of()));
        annIsFoundOpenThrough(BOBS);
        assertEquals(CaseState.REVIEW, caseOf("ann").state());
        assertEquals(List.of(), casesOf("bob"));
        assertEquals(List.of(), bench.mails("bob"), "decision 19");
    }

    @Test
    void throughOurSmarthostTheTestedHostIsBlockedAndNeverTheSmarthost() {
        bench.customers.add("isp", Line.ADSL, false, Language.ENGLISH, SMARTHOST);
        annIsFoundOpenThrough(SMARTHOST);
        CaseRecord input = caseOf("ann");
        assertEquals(List.of(Measure.NETWORK_BLOCK, Measure.SMARTHOST_BLOCK), measures(input), "E4, measure 2");
        assertTrue(bench.desk.blocks().ofCase(input.number()).stream()
                .allMatch(block -> block.address().equals(ScriptedSweep.HOST)));
        assertEquals(List.of(), casesOf("isp"), "whatever the books call it");

        night("isp", SMARTHOST, SMARTHOST, Outcome.open("S1"));
        assertEquals(CaseState.REVIEW, caseOf("isp").state());
        assertEquals(List.of(), measures(caseOf("isp")), "a relay at our smarthost is for a person");
    }

    @Test
    void throughTheCustomersOtherAddressItIsTheSameCase() {
        annIsFoundOpenThrough(ANNS_OTHER);
        assertEquals(ScriptedSweep.HOST, caseOf("ann").address());
        assertEquals(1, bench.mails("ann").size());
        assertTrue(historyOf(caseOf("ann")).contains("the customer's other address 192.0.2.8"));
    }

    @Test
    void throughSomebodyElsewhereItIsToldAndNoMore() {
        annIsFoundOpenThrough(InetAddress.ofLiteral("203.0.113.77"));
        assertEquals(1, bench.desk.cases().all().size());
        assertTrue(historyOf(caseOf("ann")).contains("203.0.113.77, which is no customer's"));
        assertEquals(List.of(Measure.NETWORK_BLOCK), measures(caseOf("ann")));
    }
}
