// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A power cut behind every step of every load, in every mixture of done and lost, breaks no promise. */
class PowerCutTest {

    private static final Logger LOG = LoggerFactory.getLogger(PowerCutTest.class);
    private static final long SEED = 20260301;

    @TestFactory
    Stream<DynamicTest> breaksNoPromise() {
        return CutLoads.all().entrySet().stream()
                .map(load -> DynamicTest.dynamicTest(load.getKey(), () -> cut(load.getKey(), load.getValue())));
    }

    private static void cut(String name, CutLoads.Load load) throws Exception {
        int looked = 0;
        int steps = 0;
        int place = 0;
        for (boolean more = true; more; place++) {
            CutStage stage = new CutStage(UnaryOperator.identity());
            more = load.on(stage, place);
            looked += new CutOracle(stage, SEED).everyCut();
            steps += stage.disk.steps();
        }
        LOG.info("{}: {} runs, {} steps, {} different disks", name, place, steps, looked);
        assertTrue(looked > 30, "only " + looked + " disks: the model is not at work");
    }
}
