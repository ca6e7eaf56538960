// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The main class of a process that owns a data folder until it is killed. */
final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        DataFolder folder = DataFolder.claim(Path.of(arguments[0])).orElseThrow();
        if (arguments.length > 1) {
            folder.listen((request, out, err) -> {
                out.println("in " + request.workingFolder());
                if (request.arguments().contains("hang")) {
                    new Semaphore(0).acquireUninterruptibly();
                }
                err.println("got " + request.arguments());
                out.print("x".repeat(200_000));
                return 7;
            });
        }
        System.out.println("held");
        new CountDownLatch(1).await();
    }
}
