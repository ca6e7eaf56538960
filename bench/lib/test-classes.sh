# SPDX-License-Identifier: Apache-2.0
# Sourced by what runs test code without Maven. Sets: java_home (a JDK 25), class_path. Needs: top, work, and module where
# it is not bsmtp-core.

jdk_25() {
    local candidate java
    java=$(readlink -f "$(command -v java || true)" || true)
    for candidate in "${JAVA_HOME:-}" "${java%/bin/java}" /usr/lib/jvm/*; do
        if [ -x "$candidate/bin/javac" ] && grep -qs '^JAVA_VERSION="25[".]' "$candidate/release"; then
            readlink -f "$candidate"
            return
        fi
    done
    echo 'no JDK 25 found: set JAVA_HOME to one' >&2
    return 1
}

java_home=$(jdk_25)
echo 'compiling' >&2
module=${module:-bsmtp-core}
JAVA_HOME=$java_home mvn -f "$top/pom.xml" -B -ntp -q -pl "$module" -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/class-path" -Dmdep.includeScope=test >"$work/maven" 2>&1 || { cat "$work/maven" >&2; exit 1; }
class_path=$top/$module/target/test-classes:$top/$module/target/classes:$(cat "$work/class-path")
