// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.Measure;

/** What the notices say, and what they leave out, in both languages. */
class NoticeTemplatesTest {

    private static String words(Language language, NoticeContent content) {
        return SampleNotices.render(language, SampleNotices.SETTINGS, content).body().replaceAll("\\s+", " ");
    }

    @ParameterizedTest(name = "{0}, {1}, dry run {2}, {3}: {6}")
    @CsvSource(delimiter = '|', textBlock = """
        ENGLISH | DIAL_UP   | true  | DIAL_UP_FILTER                | Nothing is blocked yet; cannot move along; If this were in force; From a computer outside | Please do this before | E1, E3; a dry run says so
        DUTCH   | DIAL_UP   | true  | DIAL_UP_FILTER                | Er is nog niets geblokkeerd; verhuist het filter niet mee; Als dit van kracht was; Maak vanaf een computer buiten | Doe dit vóór | E1, E3; a dry run says so
        ENGLISH | DIAL_UP   | false | DIAL_UP_FILTER                | A filter on your line; nor any other customer; the block is lifted; While the block is on, connections | Nothing is blocked | E1
        DUTCH   | DIAL_UP   | false | DIAL_UP_FILTER                | Een filter op uw inbelverbinding; ook geen andere klant; heffen wij de blokkade op; Zolang de blokkade er is, komen verbindingen | niets geblokkeerd | E1
        ENGLISH | ADSL      | false | NETWORK_BLOCK                 | closed at our network; Please do this before Friday 6 March 2026, 03:00 (Europe/Amsterdam); your account will be closed | cannot move along | E4, E5
        DUTCH   | ADSL      | false | NETWORK_BLOCK                 | in ons netwerk afgesloten; Doe dit vóór vrijdag 6 maart 2026 om 03:00 uur (Europe/Amsterdam); sluiten wij uw account af | verhuist het filter niet mee | E4, E5
        ENGLISH | ADSL      | true  | NETWORK_BLOCK                 | account would be closed if this service were not on trial | your account will be closed | E5, on trial
        DUTCH   | ADSL      | true  | NETWORK_BLOCK                 | zou uw account worden afgesloten als deze dienst niet op proef draaide | sluiten wij uw account af | E5, on trial
        ENGLISH | ADSL      | false | NETWORK_BLOCK SMARTHOST_BLOCK | does not mend your server; (smarthost) | A filter on your line | E4, measure 2
        DUTCH   | ADSL      | false | NETWORK_BLOCK SMARTHOST_BLOCK | uw server is er niet mee beveiligd; (smarthost) | Een filter op | E4, measure 2
        ENGLISH | ELSEWHERE | false | SMARTHOST_BLOCK               | (smarthost); From a computer outside your own network | its senders get it back | E10: no mail of theirs is stopped
        DUTCH   | ELSEWHERE | false | SMARTHOST_BLOCK               | (smarthost); Maak vanaf een computer buiten uw eigen netwerk | krijgen de afzenders hun mail terug | E10
        ENGLISH | ELSEWHERE | false |                               | your line belongs to another provider | the block is lifted | E10
        DUTCH   | ELSEWHERE | false |                               | Uw verbinding is van een andere provider | heffen wij de blokkade op | E10
        """)
    void theWarningTellsWhatIsTrueForTheLine(
            Language language, Line line, boolean dryRun, String measures, String contains, String lacks, String why) {
        Measure[] asked = measures == null
                ? new Measure[0]
                : Arrays.stream(measures.split(" ")).map(Measure::valueOf).toArray(Measure[]::new);
        String words = words(language, SampleNotices.warning(line, dryRun, "", asked));
        for (String expected : contains.split("; ")) {
            assertTrue(words.contains(expected), why + ", missing: " + expected + "\n" + words);
        }
        assertFalse(words.contains(lacks), why + ", too much: " + lacks);
    }

    @ParameterizedTest(name = "{0}, {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        ENGLISH | DIAL_UP | You want no mail from outside on this server. Then the block does you no harm | E3, first case
        DUTCH   | DIAL_UP | U wilt op deze server geen mail van buiten ontvangen. Dan hebt u geen last van de blokkade | E3, first case
        ENGLISH | ADSL    | Mend the server all the same | E3, first case: yet secure the host
        DUTCH   | ADSL    | Beveilig de server toch | E3, first case
        ENGLISH | DIAL_UP | If you change to ADSL it cannot move along, and there an open relay may lead to the closing of your account | E3: the filter stays behind
        DUTCH   | DIAL_UP | Stapt u over op ADSL, dan verhuist het filter niet mee. Een open relay kan daar leiden tot afsluiting van uw account | E3
        ENGLISH | ADSL    | (bSMTP). Then nothing changes | E3, second case
        DUTCH   | ADSL    | (bSMTP). Dan verandert er niets | E3, second case
        ENGLISH | DIAL_UP | Then no mail comes in while the block is on, and its senders get it back. Mend the server soon | E3, third case
        DUTCH   | DIAL_UP | Dan komt er geen mail binnen zolang de blokkade er is, en krijgen de afzenders hun mail terug. Beveilig de server dan snel | E3, third case
        ENGLISH | ADSL    | Check that mail from us still arrives | E7
        DUTCH   | ADSL    | Controleer of mail van ons nog aankomt | E7
        ENGLISH | ADSL    | Reply to this mail. Tell us that the relay is closed and what you did | E7
        DUTCH   | ADSL    | Antwoord op deze mail. Schrijf ons dat de relay gesloten is en wat u daarvoor hebt gedaan | E7
        ENGLISH | DIAL_UP | Empty its queue before you reply | E8
        DUTCH   | DIAL_UP | Maak de wachtrij van de server leeg voordat u antwoordt | E8
        ENGLISH | ADSL    | WHAT AN OPEN RELAY IS | E9
        DUTCH   | ADSL    | WAT EEN OPEN RELAY IS | E9
        """)
    void theWarningHoldsWhatTheRulesAskFor(Language language, Line line, String expected, String why) {
        Measure measure = line == Line.DIAL_UP ? Measure.DIAL_UP_FILTER : Measure.NETWORK_BLOCK;
        String words = words(language, SampleNotices.warning(line, false, "", measure));
        assertTrue(words.contains(expected), why + ", missing: " + expected + "\n" + words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mail.example ESMTP Postfix (Debian)                    | reject_unauth_destination
        mail.example ESMTP Exim 4.96 Tue, 3 Mar 2026           | relay_from_hosts
        mail.example ESMTP Sendmail 8.17.1/8.17.1              | promiscuous_relay
        mail.example ESMTP OpenSMTPD                           | smtpd.conf
        mail.example Microsoft ESMTP MAIL Service ready        | Ms-Exch-SMTP-Accept-Any-Recipient
        mail.example ready                                     | user%example.net
        """)
    void theHintFitsTheProductThatTheGreetingNames(String banner, String hint) {
        for (Language language : Language.values()) {
            String body = words(language, SampleNotices.warning(Line.ADSL, false, banner, Measure.NETWORK_BLOCK));
            assertTrue(body.contains(hint), "E9: " + body);
            long hints = Stream.of("reject_unauth", "relay_from_hosts", "promiscuous", "smtpd.conf", "Ms-Exch",
                            "user%example.net")
                    .filter(body::contains)
                    .count();
            assertEquals(1, hints, "one product, one hint");
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ENGLISH | NO_ANSWER        | did not answer at all
        DUTCH   | NO_ANSWER        | gaf helemaal geen antwoord
        ENGLISH | TESTER_REFUSED   | refused our test as such
        DUTCH   | TESTER_REFUSED   | weigerde onze test
        ENGLISH | NOT_FINISHED     | before all tests were done
        DUTCH   | NOT_FINISHED     | voordat alle tests klaar waren
        ENGLISH | NOT_OURS_TO_TEST | no address of your server that we may test
        DUTCH   | NOT_OURS_TO_TEST | geen adres van uw server dat wij mogen testen
        """)
    void theObstacleIsNamed(Language language, NoticeContent.NotTestable.Obstacle obstacle, String expected) {
        String words = words(language, new NoticeContent.NotTestable(SampleNotices.AT, obstacle));
        assertTrue(words.contains(expected), words);
    }
}
