// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.incoming.IncomingMail;
import org.relaywarden.bsmtp.incoming.Trace;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * What a peer sends behind DATA, from the wire to the draft. The first byte says how it is cut into pieces. However it is
 * cut the mail is the same, the one that a plain search for its end finds; what lies behind the end is not touched.
 * Where lone line ends are mended the end is where it is without.
 */
public final class DataFuzz {

    private static final int BYTES_MAX = 2_048;
    private static final String END = "\r\n.\r\n";

    private static final Trace TRACE = new Trace(
            "mx.far.example", InetAddress.ofLiteral("192.0.2.7"), "mail.isp.example", "ESMTP", "", "1.M2P3_4_5.host",
            List.of(new MailAddress("a", "b.example")), Instant.parse("2026-03-01T08:00:00Z"));

    private static final Envelope ENVELOPE = new Envelope(
            ReversePath.none(), Instant.parse("2026-03-01T08:00:00Z"), Optional.empty(), "mx.far.example", false);

    private DataFuzz() {}

    private record Taken(String mail, int wireBytes, boolean ended, String unfit) {}

    /** Called by Jazzer, and for each seed by {@code FuzzSeedsTest}. */
    public static void fuzzerTestOneInput(byte[] input) throws SpoolException {
        int piece = input.length == 0 ? 1 : 1 + (input[0] & 0x1f);
        byte[] wire = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        Taken whole = take(wire, Math.max(1, wire.length));
        assertEquals(whole, take(wire, piece), () -> "cut into pieces of " + piece + " bytes");
        assertEquals(whole, take(wire, 1), "cut at every byte");
        Taken mended = take(wire, piece, true);
        assertEquals(mended, take(wire, 1, true), "mended, cut at every byte");
        assertEquals(whole.wireBytes(), mended.wireBytes(), "mending must not move the end");
        assertEquals(whole.ended(), mended.ended(), "mending must not end a mail");
        if (mended.ended()) {
            String lines = mended.mail().replace("\r\n", "");
            assertTrue(lines.indexOf('\r') < 0 && lines.indexOf('\n') < 0, "one was not mended");
        }
        // Behind a CRLF of its own the end of an empty mail looks like any other.
        String text = "\r\n" + new String(wire, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        assertEquals(end >= 0, whole.ended(), "whether the end has come");
        assertEquals(end < 0 ? wire.length : end + END.length() - 2, whole.wireBytes(), "where the end is");
        if (end >= 0 && end <= BYTES_MAX) {
            assertEquals(text.substring(2, end + 2).isEmpty() ? "" : unstuffed(text.substring(0, end + 2)), whole.mail());
        }
    }

    private static String unstuffed(String behindCrlf) {
        return behindCrlf.replace("\r\n.", "\r\n").substring(2);
    }

    private static Taken take(byte[] wire, int piece) throws SpoolException {
        return take(wire, piece, false);
    }

    private static Taken take(byte[] wire, int piece, boolean mends) throws SpoolException {
        MemoryDraft draft = new MemoryDraft(ENVELOPE, List.of());
        IncomingMail mail = new IncomingMail(draft, BYTES_MAX, mends, TRACE);
        int traceBytes = (int) draft.messageBytes();
        byte[] before = wire.clone();
        int at = 0;
        while (at < wire.length && !mail.isEnded()) {
            int taken = mail.take(ByteBuffer.wrap(wire, at, Math.min(piece, wire.length - at)));
            assertTrue(taken > 0, "no progress");
            at += taken;
        }
        assertArrayEquals(before, wire, "the wire was written to");
        assertTrue(draft.messageBytes() <= traceBytes + BYTES_MAX, "more was kept than may be");
        boolean tooLarge = draft.isClosed();
        String kept = tooLarge ? "" : draft.text().substring(traceBytes);
        return new Taken(kept, at, mail.isEnded(), mail.unfit().map(why -> why.getClass().getSimpleName()).orElse(""));
    }
}
