// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import org.quartz.spi.ThreadPool;

/**
 * Runs Quartz's jobs on virtual threads. No job runs twice at once, so the number of tasks is the ceiling, and there is
 * a thread whenever Quartz asks for one. Public because Quartz hands it its names by reflection.
 */
public final class VirtualThreads implements ThreadPool {

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

    @Override
    public void initialize() {}

    /** The tasks are waited for, each by itself, before Quartz is shut down. */
    @Override
    public void shutdown(boolean waitForJobs) {}

    @Override
    public void setInstanceId(String id) {}

    @Override
    public void setInstanceName(String name) {}
}
