// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.enforcement.block.BlockDriver.Outcome;
import org.relaywarden.enforcement.block.BlockDriver.Result;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.DryRunDriver;
import org.relaywarden.enforcement.block.Measure;

/** The driver before commands that only play nft: what fails, how, and what is said of it. */
@Timeout(60)
class NftablesDriverTest {

    private static final BlockRecord EVE = Books.asked(1, "eve", "198.51.100.66", 25);

    /** Lists a table that holds another block than the wanted one. */
    private static final String LIST = "cat " + Path.of("src/test/resources/nftables/listed.json").toAbsolutePath();

    @TempDir
    Path folder;

    private NftablesDriver driver(String... command) {
        return new NftablesDriver(
                new NftablesSettings(List.of(command), Duration.ofMillis(1_500), Books.PASSING, 64, List.of()),
                () -> List.of(Books.customer("ann", "198.51.100.11"), Books.customer("eve", "198.51.100.66")));
    }

    /** A command that does one thing for {@code list} and another for a change. */
    private NftablesDriver playing(String onList, String onChange) throws IOException {
        Path nft = folder.resolve("nft");
        Files.writeString(nft, "#!/bin/sh\ncase \"$*\" in *list*)\n" + onList + "\n;; *)\n" + onChange + "\n;; esac\n");
        assertTrue(nft.toFile().setExecutable(true));
        return driver(nft.toString());
    }

    @ParameterizedTest(name = "list: {0}, change: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        echo 'Error: Operation not permitted' >&2; exit 1 | true     | Refused | failed (exit code 1): Error: Operation not permitted. It needs CAP_NET_ADMIN | nothing could be looked at, so nothing was sent
        exit 255                | true                  | Refused | failed (exit code 255): it gave no reason     | as ssh ends without a router
        exec sleep 60           | true                  | Refused | gave no answer within 1.5 s                   | it hangs before anything was sent
        sleep 60 & sleep 60     | true                  | Refused | gave no answer within 1.5 s                   | and so do its children, which keep its pipes
        echo Permission denied  | true                  | Refused | answered what is no listing of a table (not JSON): "Permission denied\\x0a" | rubbish, and exit code 0
        LIST                    | echo no >&2; exit 1   | Refused | failed (exit code 1): no                      | a batch that fails changes nothing
        LIST                    | exec sleep 60         | Unknown | gave no answer within 1.5 s                   | it may take effect yet
        LIST                    | true                  | Refused | took the change, and yet the table is not as wanted | said done, seen not done
        LIST; rm -f "$0"        | true                  | Refused | can't be started                              | gone between the look and the change
        LIST; echo exit 1 > "$0" | true                 | Refused | failed (exit code 1)                          | fails from then on
        """)
    void whatFailsIsSaid(String onList, String onChange, String outcome, String said, String why) throws IOException {
        Result result = playing(onList.replace("LIST", LIST), onChange).apply(List.of(EVE), List.of(EVE));

        Outcome one = result.outcomes().get(1L);
        String words =
                switch (one) {
                    case Outcome.Confirmed _ -> "";
                    case Outcome.Refused refused -> refused.why();
                    case Outcome.Unknown unknown -> unknown.why();
                };
        assertEquals(outcome, one.getClass().getSimpleName(), () -> why + ": " + one);
        assertTrue(words.contains(said), () -> why + ": " + words);
        assertTrue(words.contains(folder.resolve("nft").toString()), "where: " + words);
        assertTrue(words.endsWith("."), "what to do: " + words);
        assertEquals(Optional.of(words), result.fault());
        assertEquals(List.of(), result.repairs(), "nothing is put right");
    }

    @Test
    void aMissingCommandSaysWhatToDo() {
        Result result = driver("/nowhere/nft").putRight(List.of(Books.on(EVE)));
        assertEquals(
                "\"/nowhere/nft\" can't be started: Cannot run program \"/nowhere/nft\": Exec failed, error: 2 (No such"
                        + " file or directory). Install nftables, or mend enforcement.nftables.command.",
                result.fault().orElseThrow());
        assertInstanceOf(DryRunDriver.Remains.Look.Hidden.class, driver("/nowhere/nft").look());
    }

    @Test
    void aBlockThatIsSeenToBeGoneAndCantBePutBackIsOff() throws IOException {
        Outcome lost = playing(LIST, "exit 1").putRight(List.of(Books.on(EVE))).outcomes().get(1L);
        assertEquals(Optional.of(BlockRecord.Actual.OFF), assertInstanceOf(Outcome.Refused.class, lost).seen());
    }

    @Test
    void anEndlessAnswerIsCutOff() throws IOException {
        Result result = playing("yes", "true").apply(List.of(EVE), List.of(EVE));
        assertTrue(result.fault().orElseThrow().contains("no answer within"), result::toString);
    }

    @Test
    void aBlockWithoutAnAddressLeftIsRefusedInWords() throws IOException {
        BlockRecord moved = Books.asked(9, "gone", "198.51.100.66", 25);
        Outcome outcome = playing(LIST, "true").apply(List.of(moved), List.of(moved)).outcomes().get(9L);
        assertTrue(
                assertInstanceOf(Outcome.Refused.class, outcome).why().contains("no address of gone may be blocked"));
    }

    @Test
    void theSmarthostIsNoneOfItsBusiness() {
        assertEquals(
                List.of(Measure.DIAL_UP_FILTER, Measure.NETWORK_BLOCK),
                List.of(Measure.values()).stream().filter(driver("nft")::carriesOut).toList());
    }

    /** The words go as they are: no shell reads them. */
    @Test
    void aCommandIsWordsAndNothingElse() throws IOException {
        Path told = folder.resolve("told");
        Path nft = folder.resolve("tell");
        Files.writeString(nft, "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + told + "\nexit 1\n");
        assertTrue(nft.toFile().setExecutable(true));
        driver(nft.toString(), "$(touch x); *", "-o", "-o").look();
        assertEquals(List.of("$(touch x); *", "-o", "-o", "-j", "-n", "list", "tables"), Files.readAllLines(told));
    }
}
