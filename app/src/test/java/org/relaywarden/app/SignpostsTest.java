// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The map can't lie: what each package-info.java says is held against the class files of all modules. */
final class SignpostsTest {

    /** Each module may use itself and those before it; the testbed stands outside of that. */
    private static final List<String> ORDER = List.of("bsmtp", "scanner", "enforcement", "reports", "app");

    private static final String TESTBED = "testbed";

    /** The one package of the program that may play with the testbed. */
    private static final String DEMO = "app.demo";

    private static JavaClasses classes;
    private static List<Signpost> signposts;
    private static Map<String, Set<String>> uses;

    @BeforeAll
    static void readTheHouse() throws IOException {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.relaywarden");
        signposts = Signpost.all();
        uses = new TreeMap<>();
        for (JavaClass each : classes) {
            Set<String> used = uses.computeIfAbsent(nameOf(each), unseen -> new TreeSet<>());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(Signpost.ROOT)) {
                    used.add(nameOf(target));
                }
            }
            used.remove(nameOf(each));
        }
    }

    /** {@code app.settings}; the package of {@code Main} is {@code app}. */
    private static String nameOf(JavaClass each) {
        return each.getPackageName().substring(Signpost.ROOT.length());
    }

    @Test
    void theWholeHouseWasRead() {
        assertTrue(signposts.size() > 20, () -> "packages: " + signposts.size());
        Set<String> inSources = new TreeSet<>();
        signposts.forEach(signpost -> inSources.add(signpost.name()));
        assertEquals(inSources, uses.keySet(), "sources and class files tell of the same packages");
        assertTrue(uses.get("app.wiring").size() > 10, () -> "dependencies are seen: " + uses);
    }

    @Test
    void everyPackageHasASignpostInFullShape() {
        List<String> without = signposts.stream()
                .filter(post -> post.mayUse().isEmpty()
                        || !post.text().contains("<p>Before: ")
                        || !post.text().contains(" After: ")
                        || !post.text().contains("@NullMarked"))
                .map(post -> post.folder() + "/package-info.java")
                .sorted()
                .toList();
        assertEquals(List.of(), without, "write what it is for, 'Before:', 'After:', 'May use:' and @NullMarked");
    }

    @Test
    void noPackageUsesMoreThanItsSignpostSays() {
        Map<String, Set<String>> extra = new TreeMap<>();
        for (Signpost post : signposts) {
            Set<String> unsaid = new TreeSet<>(uses.getOrDefault(post.name(), Set.of()));
            unsaid.removeAll(post.mayUse().orElse(Set.of()));
            if (!unsaid.isEmpty()) {
                extra.put(post.name(), unsaid);
            }
        }
        assertEquals(Map.of(), extra, "move the class, or widen 'May use:' in package-info.java and say why");
    }

    @Test
    void noSignpostAllowsWhatNobodyUses() throws IOException {
        Map<String, Set<String>> idle = new TreeMap<>();
        for (Signpost post : signposts) {
            Set<String> unused = new TreeSet<>(post.mayUse().orElse(Set.of()));
            unused.removeAll(uses.getOrDefault(post.name(), Set.of()));
            unused.removeAll(post.imports());
            if (!unused.isEmpty()) {
                idle.put(post.name(), unused);
            }
        }
        assertEquals(Map.of(), idle,
                "take it out of 'May use:'; a permission that nobody needs hides the next mistake");
    }

    @Test
    void packagesFormNoCircle() {
        SlicesRuleDefinition.slices().matching("org.relaywarden.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void aModuleUsesOnlyThoseBeforeIt() {
        Map<String, Set<String>> backwards = new TreeMap<>();
        uses.forEach((user, used) -> {
            Set<String> wrong = new TreeSet<>(used);
            wrong.removeIf(name -> mayUse(user, name));
            if (!wrong.isEmpty()) {
                backwards.put(user, wrong);
            }
        });
        assertEquals(Map.of(), backwards,
                "the order of the modules is the law of the house; only app.demo may use testbed");
    }

    private static boolean mayUse(String user, String used) {
        String usedModule = Signpost.moduleOf(used);
        if (usedModule.equals(TESTBED)) {
            return user.equals(DEMO) || Signpost.moduleOf(user).equals(TESTBED);
        }
        return ORDER.contains(usedModule) && ORDER.indexOf(usedModule) <= ORDER.indexOf(Signpost.moduleOf(user));
    }
}
