// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Kills its own process with SIGKILL at a line of the journal, and lets the thread that said it go no further: so a test
 * names the step at which the program dies. Only the setting of {@link #settings} brings it into a process.
 */
public final class KillAtLine extends AppenderBase<ILoggingEvent> {

    private String words = "";

    /** The line that holds these words is the last. Set by Logback. */
    public void setWords(String given) {
        words = given;
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (line.getFormattedMessage().contains(words)) {
            try {
                new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
            } catch (IOException | InterruptedException unable) {
                throw new IllegalStateException("can't kill myself", unable);
            }
        }
    }

    /** Writes settings for Logback that hold it, and show the journal as {@code serve} does. */
    static Path settings(Path file, String words) throws IOException {
        return Files.writeString(file, """
                <configuration>
                  <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%%d %%-5level %%logger{0} %%msg%%n</pattern></encoder>
                  </appender>
                  <appender name="KILL" class="%s"><words>%s</words></appender>
                  <logger name="journal" level="INFO"><appender-ref ref="KILL"/></logger>
                  <root level="WARN"><appender-ref ref="STDERR"/></root>
                </configuration>
                """.formatted(KillAtLine.class.getName(), words));
    }
}
