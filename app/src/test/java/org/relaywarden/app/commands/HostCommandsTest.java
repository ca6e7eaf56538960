// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hosts} on the real program: an operator's word about a trap. */
@Timeout(180)
final class HostCommandsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @BeforeEach
    void writeSettings() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                data: {folder: data}
                intake: {listen: '127.0.0.1:0'}
                """);
        Files.writeString(folder.resolve("c.csv"), """
                login,product,line,addresses,domains
                ann,advanced-mail,dial-up,127.0.0.1:2599,ann.isp.example
                """);
        assertEquals(0, typed("customers", "import", "c.csv").code());
    }

    private Typed typed(String... words) {
        return Typed.in(folder).with("r.yaml", words);
    }

    @Test
    void aHostIsMarkedListedAndUnmarked() {
        Typed marked = typed("hosts", "mark", "127.0.0.1", "--honeypot", "--by", "ops", "--reason", "a trap of ours");
        assertEquals(0, marked.code(), marked::toString);
        assertTrue(marked.out().startsWith("127.0.0.1 of ann is marked as a trap."), marked::toString);
        Typed again = typed("hosts", "mark", "127.0.0.1", "--honeypot", "--by", "eve", "--reason", "so she says");
        assertTrue(again.out().contains("was marked before, by ops: a trap of ours"), again::toString);

        List<JsonNode> listed =
                typed("hosts", "list", "--json").out().lines().map(JSON::readTree).toList();
        assertEquals(1, listed.size());
        for (String[] field : new String[][] {
            {"login", "ann"}, {"address", "127.0.0.1"}, {"mark", "honeypot"}, {"by", "ops"}, {"reason", "a trap of ours"}
        }) {
            assertEquals(field[1], listed.getFirst().path(field[0]).asString(), field[0]);
        }
        assertTrue(listed.getFirst().path("holds").asBoolean());
        assertTrue(typed("hosts", "list").out().contains("a trap of ours"));

        Typed scanned = typed("scan", "--login", "ann", "--json");
        assertTrue(scanned.out().contains("\"verdict\":\"HONEYPOT\""), scanned::toString);
        assertTrue(scanned.out().contains("the tests alone say UNREACHABLE"), scanned::toString);

        assertTrue(typed("hosts", "unmark", "127.0.0.1", "--by", "ops").out().contains("is marked no more"));
        assertEquals("", typed("hosts", "list", "--json").out());
        assertTrue(typed("hosts", "unmark", "127.0.0.1", "--by", "ops").out().contains("was not marked"));
    }

    @ParameterizedTest(name = "{0} by {1}: exit code {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.9     | ops | 1 | Not marked: 192.0.2.9 is no customer's, and so it is never tested
            ann.example   | ops | 2 | ADDRESS takes an IPv4 or IPv6 address
            127.0.0.1:25  | ops | 2 | no name and no port
            127.0.0.1     | ''  | 2 | --by takes 1 to 64 characters
            """)
    void whatCannotBeMarkedIsRefusedInWords(String address, String by, int code, String said) {
        Typed refused = typed("hosts", "mark", address, "--honeypot", "--by", by, "--reason", "a trap");

        assertEquals(code, refused.code(), refused::toString);
        assertTrue(refused.err().contains(said), refused::toString);
    }
}
