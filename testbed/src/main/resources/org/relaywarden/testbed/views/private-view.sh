#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A private view of this machine's /usr, /etc and /var: what is installed or written in it is seen by nobody else.
# Mail servers exclude each other as packages; in views of their own they run side by side, and the machine has none of them.
#
#   private-view.sh build IMAGE PACKAGE... -- [COMMAND...]
#                                              installs the packages with apt into the empty folder IMAGE, writes their
#                                              versions to IMAGE/versions, then runs COMMAND in there
#   private-view.sh run IMAGE HOST-NAME ADDRESS SOURCE=TARGET... -- PROGRAM ARGUMENT...
#                                              becomes PROGRAM in a view of IMAGE, on a host of that name and address;
#                                              each SOURCE folder stands at TARGET; all else it writes is gone at its end
#   private-view.sh try FOLDER                 exits 0 when FOLDER can hold images
#
# Needs root. IMAGE must not lie under /usr, /etc, /var or /run, which the view covers. Namespaces are left when the last
# process in them ends, and the mounts with them: there is nothing to clean up.
set -euo pipefail
export LC_ALL=C

# "unshare --mount" makes all mounts private: none of those below appears on the machine.

# own_run: /run holds sockets of the machine's services (init, D-Bus, syslog) that nothing in here may talk to.
own_run() { mount -t tmpfs -o mode=755 tmpfs /run; }

# cover TREE LOWER [UPPER WORK]: the overlay of LOWER on the machine's TREE; without UPPER nobody can write to it.
cover() {
    local tree=$1 lower=$2 options=
    [ $# -eq 2 ] || options=upperdir=$3,workdir=$4,
    mount -t overlay private-view -o "${options}lowerdir=$lower" "/$tree"
}

build_inside() {
    local image=$1 tree packages=()
    shift
    while [ "$1" != -- ]; do
        packages+=("$1")
        shift
    done
    shift
    mkdir -p "$image"/{usr,etc,var} "$image"/.work/{usr,etc,var}
    for tree in usr etc var; do
        cover "$tree" "/$tree" "$image/$tree" "$image/.work/$tree"
    done
    own_run
    mkdir /run/lock
    # A host without a full name makes the package of Sendmail wait a minute for one.
    printf image.testbed.example >/proc/sys/kernel/hostname
    printf '127.0.0.1 image.testbed.example image\n' >>/etc/hosts
    # Debian policy 9.3.3.1: 101 forbids the maintainer scripts to start or stop any service.
    rm -f /usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
    export DEBIAN_FRONTEND=noninteractive
    local apt=(apt-get -o DPkg::Lock::Timeout=300 -y --no-install-recommends)
    : >"$image/versions"
    if [ ${#packages[@]} -gt 0 ]; then
        # Package lists that are missing or too old are fetched once, into the view.
        "${apt[@]}" install "${packages[@]}" || { "${apt[@]}" update && "${apt[@]}" install "${packages[@]}"; }
        dpkg-query --show --showformat='${Package}=${Version}\n' "${packages[@]}" >"$image/versions"
        apt-get clean
    fi
    "$@"
}

run_inside() {
    # Few programs are run here: many instances start at once, and each fork counts.
    local image=$1 name=$2 address=$3 tree bind binds=()
    shift 3
    while [ "$1" != -- ]; do
        binds+=("$1")
        shift
    done
    shift
    own_run
    mkdir -p /run/lock /run/view/{etc,var} /run/view/.work/{etc,var}
    cover usr "$image/usr:/usr"
    for tree in etc var; do
        cover "$tree" "$image/$tree:/$tree" "/run/view/$tree" "/run/view/.work/$tree"
    done
    mkdir -p "${binds[@]#*=}"
    for bind in "${binds[@]}"; do
        mount --bind "${bind%%=*}" "${bind#*=}"
    done
    # Without names of its own and "files only", each start and each client would wait for a resolver that is not there.
    printf '%s' "$name" >/proc/sys/kernel/hostname
    printf '%s\n' "$name" >/etc/mailname
    printf '127.0.0.1 localhost\n%s %s %s\n' "$address" "$name" "${name%%.*}" >/etc/hosts
    printf '%s: files\n' passwd group shadow hosts services protocols >/etc/nsswitch.conf
    [ ! -L /etc/resolv.conf ] || rm /etc/resolv.conf
    : >/etc/resolv.conf
    exec "$@"
}

case ${1:-} in
    build)
        # The maintainer scripts see no process but their own: none of the machine's can be signalled by mistake.
        exec unshare --mount --uts --pid --fork --kill-child --mount-proc -- bash "$0" build-inside "${@:2}" ;;
    run)
        exec unshare --mount --uts -- bash "$0" run-inside "${@:2}" ;;
    try)
        exec unshare --mount -- bash "$0" try-inside "${@:2}" ;;
    build-inside | run-inside)
        verb=${1/-/_}
        shift
        "$verb" "$@" ;;
    try-inside)
        mkdir -p "$2/usr" "$2/work"
        cover usr /usr "$2/usr" "$2/work" ;;
    *)
        sed -n '3,17s/^# \{0,1\}//p' "$0" >&2
        exit 2 ;;
esac
