// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

/** Touches nothing: each measure counts as done the moment it is asked for, and the record says that it is not real. */
public final class DryRunDriver implements BlockDriver {

    @Override
    public String name() {
        return "dry-run";
    }

    @Override
    public boolean isDryRun() {
        return true;
    }

    @Override
    public Outcome apply(BlockRecord block) {
        return new Outcome.Confirmed();
    }
}
