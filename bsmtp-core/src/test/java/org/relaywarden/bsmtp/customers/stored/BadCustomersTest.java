// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;

/** Each file of {@code bad-customers} has its faults in a text of the same name, and changes nothing (B2). */
class BadCustomersTest extends BooksOfItsOwn {

    private static final Path FILES = Path.of("src/test/resources/bad-customers");

    @BeforeAll
    void takeOne() throws IOException {
        String taken = """
                login,aliases,product,domains,line,addresses
                taken,taken-alias taken-alias2,advanced-mail,taken.example,adsl,198.51.100.1
                """;
        assertEquals(1, customers.importCsv(bytes(taken), false).changes().size());
    }

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void saysAllFaultsAtOnceAndImportsNothing(String name) throws IOException {
        List<Customer> before = customers.all();
        CustomerImport refused;
        try (InputStream csv = Files.newInputStream(FILES.resolve(name + ".csv"))) {
            refused = customers.importCsv(csv, false);
        }
        assertEquals(Files.readString(FILES.resolve(name + ".txt")), text(refused));
        assertEquals(List.of(), refused.changes());
        assertEquals(before, customers.all(), "never half an import");
    }

    @Test
    void aThousandFaultsAreEnough() throws IOException {
        String rows = "_bad,advanced-mail,adsl\n".repeat(5000);
        CustomerImport refused = customers.importCsv(bytes("login,product,line\n" + rows), false);
        assertEquals(1001, refused.faults().size());
        assertEquals(
                "there may be more faults than these 1000: mend them first",
                refused.faults().getLast().reason());
    }

    static InputStream bytes(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    static String text(CustomerImport refused) {
        return refused.faults().stream()
                .map(fault -> fault.line() + (fault.column().isEmpty() ? "" : " " + fault.column()) + ": "
                        + fault.reason() + "\n")
                .collect(Collectors.joining());
    }
}
