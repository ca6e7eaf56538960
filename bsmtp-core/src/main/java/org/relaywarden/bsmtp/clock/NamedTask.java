// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

/**
 * Work that is done again and again. It must bear being run twice: a clustered scheduler may do so after a crash.
 *
 * @param name stable, lower-case words joined by hyphens: Quartz stores it
 * @param schedule when it runs by itself
 * @param work what it does; an exception is logged and counted, and the task runs again at its next time
 */
public record NamedTask(String name, Schedule schedule, Runnable work) {}
