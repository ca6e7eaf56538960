// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.intake.SessionLimits;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** The process that is killed: an intake over a spool. */
final class Victim {

    private Victim() {}

    /** Waits for a line {@code POINT PASSING FOLDER}, says {@code PORT} then, and lives till it is killed. */
    public static void main(String[] none) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String[] order = in.readLine().split(" ", 3);
        KillingDoor door = new KillingDoor(KillPoint.valueOf(order[0]), Integer.parseInt(order[1]));
        Journal journal = new RememberedJournal();
        Path folder = Path.of(order[2]);
        Spool spool = SpoolOnDoor.open(folder, door, journal);
        IntakeSettings settings = IntakeSettings.defaults("mail.isp.example").withLimits(SessionLimits.defaults()
                .withWaits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO));
        Intake intake = Intake.start(settings,
                new IntakeParts(Town.policy(folder, journal), spool, journal, InstantSource.system()));
        System.out.println(intake.addresses().getFirst().getPort());
        System.exit(in.readLine() == null ? 1 : 0); // the parent is gone
    }
}
