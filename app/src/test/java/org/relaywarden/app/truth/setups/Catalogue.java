// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All set-ups of the truth table, in the order in which it shows them. */
public final class Catalogue {

    private static final List<String> ORDER =
            StrangersForms.all().stream().map(StrangersForms.Form::id).toList();

    private Catalogue() {}

    /** The open ones by the id that proves them, then those that are not, then what shows from one place alone. */
    public static List<SetUp> all() {
        Stream<SetUp> open = Stream.of(
                        PostfixSetUps.all(),
                        EximSenderSetUps.all(),
                        EximRecipientSetUps.all(),
                        SendmailSetUps.all(),
                        OpenSmtpdSetUps.all(),
                        SimulatedSetUps.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Catalogue::place));
        return Stream.of(open, ClosedSetUps.all().stream(), VantageSetUps.all().stream())
                .flatMap(Function.identity())
                .toList();
    }

    private static int place(SetUp setUp) {
        return setUp.expected() instanceof SetUp.Expected.Open open ? ORDER.indexOf(open.form()) : ORDER.size();
    }
}
