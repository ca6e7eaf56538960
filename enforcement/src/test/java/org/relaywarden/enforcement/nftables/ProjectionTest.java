// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.Customer;

/** Decision 16: a block is on an account; addresses and ports are a projection of it. */
class ProjectionTest {

    @ParameterizedTest(name = "{5}")
    @CsvSource(delimiter = '|', textBlock = """
        192.0.2.7             |               |           | 192.0.2.7 25     | 192.0.2.7 port 25                         | one address, port 25
        192.0.2.7             |               |           | 192.0.2.7 2525   | 192.0.2.7 port 25, 192.0.2.7 port 2525    | port 25 and the port of the books
        192.0.2.7             |               |           | 192.0.2.7 25 587 465 | 192.0.2.7 port 25, 192.0.2.7 port 465, 192.0.2.7 port 587 | every port that was proved open
        192.0.2.7 192.0.2.8   |               |           | 192.0.2.7 25     | 192.0.2.7 port 25, 192.0.2.8 port 25      | all fixed addresses of the account
        192.0.2.8             |               |           | 192.0.2.7 25     | 192.0.2.8 port 25                         | the account moved: its block moves along
        192.0.2.8             | 192.0.2.7     |           | 192.0.2.7 25     | 192.0.2.8 port 25                         | somebody else has the old address
        -                     |               |           | 192.0.2.7 25     | 192.0.2.7 port 25                         | the books lost the account, not the block
        -                     | 192.0.2.7     |           | 192.0.2.7 25     | -                                         | nobody inherits a block
        2001:db8:1::25        |               |           | 2001:db8:1::25 25 | 2001:db8:1:0:0:0:0:0/64 port 25          | IPv6 by the host's prefix
        2001:db8:1::25 2001:db8:1::26 |       |           | 2001:db8:1::25 25 | 2001:db8:1:0:0:0:0:0/64 port 25          | two of one prefix
        2001:db8:1::25        | 2001:db8:1::9 |           | 2001:db8:1::25 25 | 2001:db8:1:0:0:0:0:25 port 25            | the prefix holds another customer
        2001:db8:1::25        |               | 2001:db8:1::9 | 2001:db8:1::25 25 | 2001:db8:1:0:0:0:0:25 port 25        | the prefix holds what is never blocked
        192.0.2.7 192.0.2.8   |               | 192.0.2.8/31 | 192.0.2.7 25  | 192.0.2.7 port 25                         | another address of theirs that is never blocked
        192.0.2.7             |               | 192.0.2.0/24 | 192.0.2.7 25  | 192.0.2.7 port 25                         | the case's own went past that list before
        """)
    void aBlockMeans(String own, String others, String never, String block, String expected, String why) {
        Customer ann = Books.customer("ann", own.equals("-") ? new String[0] : own.split(" "));
        Customer bob = Books.customer("bob", others == null ? new String[0] : others.split(" "));
        NftablesSettings settings =
                Books.settings(List.of("nft"), never == null ? new String[0] : never.split(" "));
        String[] addressAndPorts = block.split(" ");
        Integer[] openPorts = Arrays.stream(addressAndPorts).skip(2).map(Integer::valueOf).toArray(Integer[]::new);

        var elements = new Projection(List.of(ann, bob), settings)
                .of(Books.asked(1, "ann", addressAndPorts[0], Integer.parseInt(addressAndPorts[1]), openPorts));

        assertEquals(
                expected.equals("-") ? List.of() : Arrays.asList(expected.split(", ")),
                elements.stream().map(Element::toString).collect(Collectors.toList()),
                why);
    }
}
