// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What lies on a disk: folders of names, and the bytes of files. Contents are replaced, never changed in place. */
public final class DiskState {

    static final int ROOT = 0;

    private final Map<Integer, TreeMap<String, Integer>> folders = new HashMap<>();
    private final Map<Integer, byte[]> files = new HashMap<>();

    /** Nothing but the root. */
    DiskState() {
        folders.put(ROOT, new TreeMap<>());
    }

    DiskState(DiskState other) {
        other.folders.forEach((node, names) -> folders.put(node, new TreeMap<>(names)));
        files.putAll(other.files);
    }

    void apply(DiskStep step) {
        switch (step) {
            case DiskStep.Made(int folder, String name, int node, boolean isFolder) -> {
                if (isFolder) {
                    folders.putIfAbsent(node, new TreeMap<>());
                } else {
                    files.putIfAbsent(node, new byte[0]);
                }
                link(folder, name, node);
            }
            case DiskStep.Deleted(int folder, String name) -> names(folder).remove(name);
            case DiskStep.Renamed(int from, String name, int to, String newName, int node) -> {
                names(from).remove(name);
                link(to, newName, node);
            }
            case DiskStep.Written(int node, int position, byte[] bytes) ->
                files.put(node, overwritten(files.getOrDefault(node, new byte[0]), position, bytes));
            case DiskStep.FileForced forced -> { }
            case DiskStep.FolderForced forced -> { }
        }
    }

    void link(int folder, String name, int node) {
        names(folder).put(name, node);
    }

    static byte[] overwritten(byte[] before, int position, byte[] bytes) {
        byte[] after = Arrays.copyOf(before, Math.max(before.length, position + bytes.length));
        System.arraycopy(bytes, 0, after, position, bytes.length);
        return after;
    }

    /** A number that nothing has. */
    int freeNode() {
        return 1 + Math.max(folders.keySet().stream().max(Integer::compare).orElse(ROOT),
                files.keySet().stream().max(Integer::compare).orElse(ROOT));
    }

    boolean isFolder(int node) {
        return folders.containsKey(node);
    }

    TreeMap<String, Integer> names(int folder) {
        return folders.computeIfAbsent(folder, node -> new TreeMap<>());
    }

    byte[] bytes(int file) {
        return files.getOrDefault(file, new byte[0]);
    }

    void setBytes(int file, byte[] bytes) {
        files.put(file, bytes);
    }

    /** The number of what lies there. */
    @Nullable Integer find(@Nullable Path path) {
        Integer node = ROOT;
        if (path != null) {
            for (Path name : path) {
                node = node != null && isFolder(node) ? names(node).get(name.toString()) : null;
            }
        }
        return node;
    }

    /** Every file that can be reached by names, with a sum of its bytes: equal for equal trees. */
    String tree() {
        StringBuilder tree = new StringBuilder();
        walk(ROOT, "", tree);
        return tree.toString();
    }

    private void walk(int folder, String path, StringBuilder tree) {
        names(folder).forEach((name, node) -> {
            if (isFolder(node)) {
                tree.append(path).append('/').append(name).append("/\n");
                walk(node, path + "/" + name, tree);
            } else {
                byte[] bytes = bytes(node);
                tree.append(path).append('/').append(name).append(' ').append(bytes.length).append(' ')
                        .append(Arrays.hashCode(bytes)).append('\n');
            }
        });
    }

    @Override
    public String toString() {
        return tree();
    }
}
