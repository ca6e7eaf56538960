// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.mending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;

/** E9: every fault that the battery finds can be told how to mend, on every product. */
class MendingTest {

    private static final int SENTENCE_CHARACTERS_MAX = 200;

    @Test
    void everyTestHasAdviceForEveryProduct() {
        for (RelayTest test : Battery.withRepeats()) {
            Map<Product, String> advice = Mending.shipped().of(test.mending());
            assertEquals(Set.of(Product.values()), advice.keySet(), test.id() + ", topic " + test.mending());
        }
    }

    @Test
    void noTopicIsLeftWithoutATest() {
        Set<String> used = new TreeSet<>();
        Battery.withRepeats().forEach(test -> used.add(test.mending()));

        assertEquals(used, new TreeSet<>(Mending.shipped().topics()));
    }

    @Test
    void eachTextIsOneShortSentence() {
        for (String topic : Mending.shipped().topics()) {
            Mending.shipped().of(topic).forEach((product, text) -> {
                assertTrue(text.endsWith(".") && text.length() <= SENTENCE_CHARACTERS_MAX, topic + ": " + text);
                assertTrue(text.chars().allMatch(c -> c >= ' ' && c < 0x7f), "plain ASCII: " + text);
            });
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            mail.acme.example ESMTP Postfix (Debian)                        | POSTFIX
            mail.acme.example ESMTP Exim 4.98 Mon, 2 Mar 2026               | EXIM
            mail.acme.example ESMTP Sendmail 8.18.1/8.18.1                  | SENDMAIL
            mail.acme.example ESMTP OpenSMTPD                               | OPENSMTPD
            mail.acme.example Microsoft ESMTP MAIL Service ready            | EXCHANGE
            hMailServer ESMTP ready                                         | HMAILSERVER
            mail.acme.example ESMTP Service (HCL Domino Release 14.0) ready | LOTUS
            mail.acme.example ESMTP                                         | -
            """)
    void aBannerNamesAProduct(String banner, Product product) {
        assertEquals(Optional.ofNullable(product), Product.namedIn(banner));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            [a];[a]                      | a topic twice
            [a];Postfix: x;Exim, Postfix: y | a product twice
            [a];Courier: x               | no such product
            [a];Postfix x                | no product at all
            """)
    void aFaultInTheTextsIsToldAtOnce(String lines, String why) {
        assertThrows(IllegalArgumentException.class, () -> Mending.read(List.of(lines.split(";"))), why);
    }
}
