// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class FileTextTest {

    @Test
    void aFileThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        Faults faults = new Faults();
        var endless = new EndlessCommas();
        assertEquals("", FileText.read(endless, 1 << 20, faults).text());
        assertEquals(
                "the file is larger than 1 MiB: split it, each part with the header",
                faults.byLine().getFirst().reason());
        assertFalse(endless.read > 1 << 22, "read " + endless.read);
    }

    private static final class EndlessCommas extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return ',';
        }
    }
}
