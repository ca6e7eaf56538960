// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;


/** A named variation, for those whose difference is one overridden answer. */
public abstract class Changed implements Variation {
    private final String name;
    private final Behaviour like;

    protected Changed(String name, Behaviour like) {
        this.name = name;
        this.like = like;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Behaviour like() {
        return like;
    }

    @Override
    public String toString() {
        return name;
    }
}
