// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * S7: what is dialled is an address of the books, never a name, which could be somebody else's by the time of the dial. The
 * system's resolver is asked nowhere in the program; {@code bsmtp.dns} asks name servers about names that are only shown.
 */
final class NoNameIsLookedUpTest {

    /** The doors to the system's resolver: these methods, given a name. */
    private static final Map<String, Set<String>> DOORS = Map.of(
            "java.net.InetAddress", Set.of("getByName", "getAllByName"),
            "java.net.Inet4Address", Set.of("getByName", "getAllByName"),
            "java.net.Inet6Address", Set.of("getByName", "getAllByName"),
            "java.net.InetSocketAddress", Set.of("<init>"),
            "java.net.Socket", Set.of("<init>"),
            "org.apache.commons.net.SocketClient", Set.of("connect"));

    private static final DescribedPredicate<JavaCall<?>> ASKS_THE_RESOLVER =
            DescribedPredicate.describe("asks the system's resolver", NoNameIsLookedUpTest::asksTheResolver);

    private static boolean asksTheResolver(JavaCall<?> call) {
        boolean isDoor = DOORS.entrySet().stream()
                .anyMatch(door -> call.getTargetOwner().isAssignableTo(door.getKey()) && door.getValue().contains(call.getName()));
        return isDoor && call.getTarget().getRawParameterTypes().stream()
                .findFirst()
                .filter(first -> first.isEquivalentTo(String.class))
                .isPresent();
    }

    @Test
    void theSystemsResolverIsNeverAsked() {
        noClasses()
                .that().resideOutsideOfPackages("org.relaywarden.testbed..", "org.relaywarden.app.demo..")
                .should().callCodeUnitWhere(ASKS_THE_RESOLVER)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.relaywarden"));
    }
}
