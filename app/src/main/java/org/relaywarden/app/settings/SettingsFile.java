// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.yaml.FaultList;
import org.relaywarden.app.yaml.Sections;
import org.relaywarden.app.yaml.Values;
import org.relaywarden.app.yaml.YamlText;

/** Finds and reads the settings file. Writes nothing, looks no name up. */
public final class SettingsFile {

    private SettingsFile() {}

    /**
     * Reads the settings that hold here: of the file that was named, else of the variable's, else of the user's, else
     * of the machine's; and where there is none, the defaults, which harm nobody.
     *
     * @param named by option; a file that is named must be there
     */
    public static Reading read(Surroundings surroundings, Optional<String> named) {
        Optional<Path> must = surroundings.named(named);
        Optional<Path> file = must.or(surroundings::found);
        if (file.isEmpty()) {
            return parse("", "no settings file", Optional.empty(), surroundings);
        }
        FaultList faults = new FaultList(file.get().toString());
        Optional<String> text = textOf(file.get(), faults);
        if (text.isEmpty()) {
            return new Reading.Faulty(faults.byLine());
        }
        return parse(text.get(), file.get().toString(), Optional.ofNullable(file.get().getParent()), surroundings);
    }

    /**
     * Reads settings from a text.
     *
     * @param name what faults call it
     */
    public static Reading parse(String text, String name, Surroundings surroundings) {
        return parse(text, name, Optional.empty(), surroundings);
    }

    private static Reading parse(String text, String name, Optional<Path> folder, Surroundings surroundings) {
        FaultList faults = new FaultList(name);
        Values values = new Values(surroundings, folder);
        YamlText.compose(text, faults).ifPresent(root -> new Sections(Keys.all(), values, faults).read(root));
        new CrossChecks(values, faults).run();
        return faults.isEmpty()
                ? new Reading.Ready(Assembly.of(values), name)
                : new Reading.Faulty(faults.byLine());
    }

    private static Optional<String> textOf(Path file, FaultList faults) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(YamlText.BYTES_MAX + 1);
            if (bytes.length > YamlText.BYTES_MAX) {
                faults.add(0, "", "larger than 1 MiB", "Name a settings file.");
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (NoSuchFileException missing) {
            faults.add(0, "", "there is no such file", "Name one that is there, or write one: config sample > FILE.");
        } catch (CharacterCodingException notUtf8) {
            faults.add(0, "", "not UTF-8", "Save it as UTF-8.");
        } catch (IOException unreadable) {
            faults.add(0, "", "can't be read (" + FaultList.shown(unreadable.toString()) + ")",
                    "Name a file that you may read.");
        }
        return Optional.empty();
    }
}
