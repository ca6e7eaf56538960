// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the page of {@link SampleNight#realistic()} into the folder named, to be looked at in a browser. */
final class SamplePage {

    private SamplePage() {}

    public static void main(String[] arguments) throws IOException {
        Path page = NightReport.of(SampleNight.realistic().records.sources(), "ISP Example", () -> SampleNight.NOW)
                .write(Path.of(arguments[0]), SampleNight.FROM, SampleNight.UNTIL);
        System.out.println(page);
    }
}
