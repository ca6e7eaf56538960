// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.util.regex.Pattern;

/**
 * Work that is done again and again. It must bear being run twice: a clustered scheduler may do so after a crash.
 *
 * @param name stable, lower-case words joined by hyphens, at most 100 characters: Quartz stores it
 * @param schedule when it runs by itself
 * @param work what it does; an exception is logged and counted, and the task runs again at its next time
 */
public record NamedTask(String name, Schedule schedule, Runnable work) {

    private static final Pattern NAME = Pattern.compile("(?=.{1,100}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*");

    public NamedTask {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a task's name is lower-case words joined by hyphens, got " + name);
        }
    }
}
