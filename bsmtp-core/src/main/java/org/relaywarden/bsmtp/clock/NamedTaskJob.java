// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.util.function.Consumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The one job class: the name of the job is the name of the task. No data of its own, so none can go stale. */
@DisallowConcurrentExecution
final class NamedTaskJob implements Job {

    private final Consumer<String> runByName;

    NamedTaskJob(Consumer<String> runByName) {
        this.runByName = runByName;
    }

    @Override
    public void execute(JobExecutionContext context) {
        runByName.accept(context.getJobDetail().getKey().getName());
    }
}
