// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/** Puts questions together, and reads the records that come back. Thread-safe. */
final class AskedServers implements NameServers {

    /** resolv.conf(5): with none named, the one on this machine. */
    private static final InetSocketAddress LOCAL =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 53);

    private final List<InetSocketAddress> servers;

    AskedServers(List<InetSocketAddress> servers) {
        this.servers = servers;
    }

    @Override
    public Answer<InetAddress> addresses(String name, Family family, Duration within) {
        int type = switch (family) {
            case IPV4 -> Type.A;
            case IPV6 -> Type.AAAA;
        };
        return ask(name, type, within, record -> switch (record) {
            case ARecord four -> Optional.of(four.getAddress());
            case AAAARecord six -> Optional.of(six.getAddress());
            default -> Optional.empty();
        });
    }

    @Override
    public Answer<MxRecord> exchangers(String domain, Duration within) {
        return ask(domain, Type.MX, within, record -> record instanceof MXRecord mx
                ? Optional.of(new MxRecord(mx.getPriority(), text(mx.getTarget())))
                : Optional.empty());
    }

    @Override
    public Answer<String> texts(String name, Duration within) {
        return ask(name, Type.TXT, within, record -> record instanceof TXTRecord txt
                ? Optional.of(joined(txt.getStringsAsByteArrays()))
                : Optional.empty());
    }

    @Override
    public Answer<String> names(InetAddress address, Duration within) {
        return ask(ReverseMap.fromAddress(address), Type.PTR, within, record -> record instanceof PTRRecord pointer
                ? Optional.of(text(pointer.getTarget()))
                : Optional.empty());
    }

    private <T> Answer<T> ask(String name, int type, Duration within, Function<Record, Optional<T>> read) {
        try {
            return ask(Name.concatenate(Name.fromString(name), Name.root), type, within, read);
        } catch (TextParseException | NameTooLongException noName) {
            return new Answer.NoSuchName<>(); // nobody can have it
        }
    }

    private <T> Answer<T> ask(Name name, int type, Duration within, Function<Record, Optional<T>> read) {
        return switch (new Question(Record.newRecord(name, type, DClass.IN), asked()).ask(within)) {
            case Answer.Found<Record>(List<Record> records) -> {
                List<T> values = records.stream().map(read).flatMap(Optional::stream).limit(VALUES_MAX).toList();
                yield values.isEmpty() ? new Answer.NothingOfIt<>() : new Answer.Found<>(values);
            }
            case Answer.NothingOfIt<Record>() -> new Answer.NothingOfIt<>();
            case Answer.NoSuchName<Record>() -> new Answer.NoSuchName<>();
            case Answer.NoAnswer<Record>(String words) -> new Answer.NoAnswer<>(words);
        };
    }

    /** Read each time: a machine may move to another network without the program being started again. */
    private List<InetSocketAddress> asked() {
        if (!servers.isEmpty()) {
            return servers;
        }
        var system = new ResolvConfResolverConfigProvider();
        system.initialize();
        return system.servers().isEmpty() ? List.of(LOCAL) : system.servers();
    }

    /** The library writes what is no printable ASCII as {@code \DDD}. */
    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static String joined(List<byte[]> strings) {
        var bytes = new ByteArrayOutputStream();
        strings.forEach(bytes::writeBytes);
        return bytes.toString(StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
