// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.renames;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** The history of host names, within one transaction. Nothing is ever taken out of it. */
public final class RenameBook {

    private final Session session;

    public RenameBook(Session session) {
        this.session = session;
    }

    /** The entity classes, for the store. */
    public static List<Class<?>> entities() {
        return List.of(RenameEntity.class);
    }

    /** Writes a change down. */
    public void add(Rename rename) {
        session.persist(new RenameEntity(rename));
        session.flush();
    }

    /** Every change of these customers, oldest first. */
    public List<Rename> of(Collection<String> logins) {
        return logins.isEmpty()
                ? List.of()
                : session.createSelectionQuery("from RenameEntity where login in :logins order by id",
                                RenameEntity.class)
                        .setParameterList("logins", logins)
                        .getResultList()
                        .stream()
                        .map(RenameEntity::rename)
                        .toList();
    }

    /** The last time that this name was given up by anybody. */
    public Optional<Rename> lastFrom(String name) {
        return session
                .createSelectionQuery("from RenameEntity where oldName = :name order by id desc", RenameEntity.class)
                .setParameter("name", name)
                .setMaxResults(1)
                .uniqueResultOptional()
                .map(RenameEntity::rename);
    }

    /**
     * The last change on the way from this name to what it is now: {@code a} to {@code b}, later {@code b} to
     * {@code c}. Who went back to an earlier name went in a circle, so only what came later counts.
     *
     * @param renames of one customer, oldest first
     * @return empty for a name that was never given up
     */
    public static Optional<Rename> last(List<Rename> renames, String name) {
        Optional<Rename> last = Optional.empty();
        for (Rename rename : renames) {
            boolean goesOn = last.filter(one -> one.newName().equals(rename.oldName())).isPresent();
            if (goesOn || rename.oldName().equals(name)) {
                last = Optional.of(rename);
            }
        }
        return last;
    }
}
