// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import org.quartz.simpl.ZeroSizeThreadPool;

/**
 * Runs Quartz's jobs on virtual threads. No job runs twice at once, so the number of tasks is the ceiling, and there is
 * a thread whenever Quartz asks for one.
 *
 * <p>Of Quartz's pool without threads it keeps the names that Quartz sets by reflection, which only reaches methods of
 * public classes.
 */
final class VirtualThreads extends ZeroSizeThreadPool {

    private final int jobs;

    VirtualThreads(int jobs) {
        this.jobs = Math.max(1, jobs);
    }

    @Override
    public boolean runInThread(Runnable job) {
        Thread.ofVirtual().name("clock").start(job);
        return true;
    }

    @Override
    public int blockForAvailableThreads() {
        return jobs;
    }

    @Override
    public int getPoolSize() {
        return jobs;
    }
}
