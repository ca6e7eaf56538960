// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DateBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** Makes Quartz's tables say what the program's tasks say, and leaves alone what says so already. */
final class StoredSchedules {

    private static final String GROUP = "tasks";

    private final Scheduler scheduler;

    StoredSchedules(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void bringUpToDate(List<NamedTask> tasks) throws SchedulerException {
        Set<JobKey> wanted = new HashSet<>();
        for (NamedTask task : tasks) {
            ScheduleBuilder<?> schedule = schedule(task.schedule());
            if (schedule != null) {
                JobKey key = new JobKey(task.name(), GROUP);
                wanted.add(key);
                store(key, trigger(task, schedule));
            }
        }
        for (JobKey stored : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
            if (!wanted.contains(stored)) {
                scheduler.deleteJob(stored);
            }
        }
    }

    private void store(JobKey job, Trigger trigger) throws SchedulerException {
        Trigger stored = scheduler.getTrigger(trigger.getKey());
        // Quartz marks a trigger as being in error for good when it could not load the job once.
        boolean sound = scheduler.getTriggerState(trigger.getKey()) != Trigger.TriggerState.ERROR;
        if (stored != null && sound && saysTheSame(stored, trigger)) {
            return;
        }
        JobDetail detail = JobBuilder.newJob(NamedTaskJob.class)
                .withIdentity(job)
                .storeDurably()
                // A run that a crash cut off is run again: a night's scan must not wait for the next night.
                .requestRecovery()
                .build();
        // Deleted first: where Quartz replaces a trigger by one of another kind, a row of the old kind stays behind.
        scheduler.deleteJob(job);
        scheduler.scheduleJob(detail, trigger);
    }

    private static boolean saysTheSame(Trigger stored, Trigger wanted) {
        if (stored instanceof SimpleTrigger one && wanted instanceof SimpleTrigger other) {
            return one.getRepeatInterval() == other.getRepeatInterval();
        }
        return stored instanceof CronTrigger one
                && wanted instanceof CronTrigger other
                && one.getCronExpression().equals(other.getCronExpression())
                && one.getTimeZone().hasSameRules(other.getTimeZone())
                && one.getTimeZone().getID().equals(other.getTimeZone().getID());
    }

    private static Trigger trigger(NamedTask task, ScheduleBuilder<?> schedule) {
        var builder = TriggerBuilder.newTrigger()
                .withIdentity(new TriggerKey(task.name(), GROUP))
                .forJob(task.name(), GROUP)
                .withSchedule(schedule);
        if (task.schedule() instanceof Schedule.Every every) {
            int seconds = Math.toIntExact(every.interval().toSeconds());
            builder.startAt(DateBuilder.futureDate(seconds, IntervalUnit.SECOND));
        }
        return builder.build();
    }

    /** Missed times are made good by one run, now. */
    private static @Nullable ScheduleBuilder<?> schedule(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Every every -> SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(every.interval().toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNowWithExistingCount();
            case Schedule.Daily daily -> CronScheduleBuilder.cronSchedule(cron(daily.at()))
                    .inTimeZone(TimeZone.getTimeZone(daily.zone()))
                    .withMisfireHandlingInstructionFireAndProceed();
            case Schedule.OnlyWhenWoken _ -> null;
        };
    }

    private static String cron(LocalTime at) {
        return "%d %d %d * * ?".formatted(at.getSecond(), at.getMinute(), at.getHour());
    }
}
