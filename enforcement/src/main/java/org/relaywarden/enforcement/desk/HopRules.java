// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.net.InetAddress;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;
import org.relaywarden.scanner.hops.Hop;

/**
 * What follows for whoever handed a probe in, where it was not the tested host (section 3.6). Measures are against the
 * tested host alone, which {@link Measures} takes: what it was handed on to may be innocent.
 */
final class HopRules {

    private static final String SCANNER = "scanner";

    private final Customers customers;
    private final Findings findings;
    private final Casefile cases;
    private final Letters letters;
    private final Predicate<InetAddress> isSmarthost;

    HopRules(
            Customers customers,
            Findings findings,
            Casefile cases,
            Letters letters,
            Predicate<InetAddress> isSmarthost) {
        this.customers = customers;
        this.findings = findings;
        this.cases = cases;
        this.letters = letters;
        this.isSmarthost = isSmarthost;
    }

    /** Says in the history through whom the probes of this run came; and warns each customer whose host trusts this one. */
    void follow(CaseRecord found, Finding finding) {
        List<Hop> hops = hopsOf(found, finding);
        for (String through : new TreeSet<>(hops.stream().flatMap(hop -> hop.words().stream()).toList())) {
            cases.record(found.number(), new CaseEvent.PassedOn(finding.sequence(), through), SCANNER);
        }
        if (found.state() == CaseState.REVIEW) {
            // A person looks at this proof first: a fault of ours must not be told to a second customer either.
            return;
        }
        for (Hop hop : hops) {
            if (hop instanceof Hop.OtherCustomer other) {
                link(found, finding, other);
            }
        }
    }

    private List<Hop> hopsOf(CaseRecord found, Finding finding) {
        return findings.evidence(finding.runId()).map(Evidence::returned).orElse(List.of()).stream()
                .flatMap(returned -> returned.handedInBy().stream())
                .distinct()
                .map(peer -> Hop.of(found.login(), found.address(), peer, customers, isSmarthost))
                .toList();
    }

    private void link(CaseRecord found, Finding finding, Hop.OtherCustomer other) {
        var trusts = new CaseEvent.TrustsRelay(finding.sequence(), found.number(), found.address());
        cases.openTrusting(other.login(), other.peer(), portOf(other), trusts, SCANNER)
                .ifPresent(linked -> letters.tellTrust(linked, found, finding));
    }

    /** As the books have it: a case of this host's own would be of that port. */
    private int portOf(Hop.OtherCustomer other) {
        return customers.byLogin(other.login()).map(Customer::addresses).orElse(List.of()).stream()
                .filter(fixed -> fixed.address().equals(other.peer()))
                .map(FixedAddress::port)
                .findFirst()
                .orElse(25);
    }
}
