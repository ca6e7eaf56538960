// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.surroundings.Surroundings;

class AdviceTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {}                                                                | scan.collector-domain scan.sender-domain | the defaults
            {scan: {collector-domain: relaytest.example}}                     | -                    | its senders are below it
            {scan: {collector-domain: relaytest.example, sender-domain: A.ISP.example}} | scan.sender-domain | whatever its case
            {scan: {collector-domain: myisp.example}}                         | -                    | the end of a name is no domain
            """)
    void domainsOfProbesBelowTheProvidersOwnAreNamed(String yaml, String keys, String why) {
        List<String> advice = Advice.of(settings(yaml));

        assertEquals(
                keys == null ? List.of() : List.of(keys.split(" ")),
                advice.stream().map(line -> line.replaceFirst(" = .*", "")).toList(),
                why);
        assertTrue(advice.stream().allMatch(line -> line.endsWith("Better name a domain that is not below yours.")));
    }

    private static Settings settings(String yaml) {
        Path nowhere = Path.of("/nobody");
        Surroundings nobody = new Surroundings(Map.of(), nowhere, nowhere, nowhere);
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }
}
