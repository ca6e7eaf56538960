// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a power cut may leave, at its worst, after a row of calls: of a file only the bytes that were there when it was
 * last forced, and of a folder only the names that were in it when it was.
 */
public final class PowerCut {

    private final Map<Path, Long> bytesNow = new HashMap<>();
    private final Map<Path, Long> bytesForced = new HashMap<>();
    private final Map<Path, Boolean> writtenSinceForce = new HashMap<>();
    private final Set<Path> namesNow = new HashSet<>();
    private final Set<Path> namesForced = new HashSet<>();
    private final Path root;

    private PowerCut(Path root) {
        this.root = root;
    }

    /** The files below {@code root} that are sure to be there, and whole, after a power cut behind these calls. */
    public static List<Path> survivors(Path root, List<FaultyFileSystem.Call> calls) {
        PowerCut cut = new PowerCut(root);
        calls.forEach(cut::replay);
        List<Path> sure = new ArrayList<>();
        for (Path file : cut.bytesForced.keySet()) {
            if (cut.isSure(file)) {
                sure.add(file);
            }
        }
        return sure;
    }

    private void replay(FaultyFileSystem.Call call) {
        Path path = call.path();
        switch (call.what()) {
            case "createFolder" -> {
                for (Path folder = path; folder.startsWith(root) && !folder.equals(root); folder = folder.getParent()) {
                    namesNow.add(folder);
                }
            }
            case "create" -> namesNow.add(path);
            case "write" -> {
                bytesNow.merge(path, call.end(), Math::max);
                writtenSinceForce.put(path, true);
            }
            case "force" -> {
                bytesForced.put(path, bytesNow.getOrDefault(path, 0L));
                writtenSinceForce.put(path, false);
            }
            case "rename" -> moved(path, call.target());
            case "forceFolder" -> {
                namesForced.removeIf(name -> path.equals(name.getParent()));
                namesNow.stream().filter(name -> path.equals(name.getParent())).forEach(namesForced::add);
            }
            case "delete" -> namesNow.remove(path);
            default -> { }
        }
    }

    private void moved(Path from, Path to) {
        namesNow.remove(from);
        namesNow.add(to);
        bytesNow.put(to, bytesNow.getOrDefault(from, 0L));
        if (bytesForced.containsKey(from)) {
            bytesForced.put(to, bytesForced.remove(from));
        }
        writtenSinceForce.put(to, writtenSinceForce.getOrDefault(from, false));
    }

    private boolean isSure(Path file) {
        for (Path name = file; !name.equals(root); name = name.getParent()) {
            if (!namesForced.contains(name)) {
                return false;
            }
        }
        return bytesForced.get(file).equals(bytesNow.get(file)) && !writtenSinceForce.get(file);
    }
}
