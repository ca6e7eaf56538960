// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.standing.SettledNotes;

/** What lies on the disk while nobody takes it on; of earlier tries it knows nothing. */
final class LyingMail {

    private final Spool spool;
    private final OurDomains ours;
    private final OnwardSettings settings;

    LyingMail(Spool spool, OurDomains ours, OnwardSettings settings) {
        this.spool = spool;
        this.ours = ours;
        this.settings = settings;
    }

    List<WaitingOnward> read() throws IOException {
        List<StoredMail> lying = new ArrayList<>();
        for (SystemMailbox mailbox : settings.mailboxes()) {
            lying.addAll(spool.list(mailbox));
        }
        SettledNotes notes = SettledNotes.look(
                settings.folder(), Ledger.NAME, lying.stream().map(StoredMail::id).toList());
        List<WaitingOnward> waiting = new ArrayList<>();
        for (StoredMail mail : lying) {
            List<MailAddress> left = mail.recipients().stream()
                    .filter(recipient -> !notes.has(mail.id(), recipient))
                    .toList();
            Way.of(left, ours, settings.relay()).forEach((way, recipients) ->
                    waiting.add(WaitingOnward.inLine(new Share(mail, way, recipients))));
        }
        waiting.sort(WaitingOnward.OLDEST_FIRST);
        return waiting;
    }
}
