#!/bin/sh
# A real S3 server for tests: one Ceph monitor, one object store in memory and its S3 gateway, on 127.0.0.1 only.
#
#   apt-get install --no-install-recommends radosgw ceph-mon ceph-osd ceph-common curl uuid-runtime iproute2
#   tools/s3/ceph.sh start    starts it and prints the environment of a test run:  eval "$(tools/s3/ceph.sh start)"
#   tools/s3/ceph.sh stop     ends it and removes its folder
#
# FANCHANT_CEPH_HOME is its folder (default: fanchant-ceph below TMPDIR). What it keeps lives in memory, at most 2 GiB.
set -eu
umask 077

home=${FANCHANT_CEPH_HOME:-${TMPDIR:-/tmp}/fanchant-ceph}
export CEPH_CONF="$home/ceph.conf"

say() { echo "$*" >&2; }

stop() {
    for pid_file in "$home"/run/client.rgw.pid "$home"/run/osd.0.pid "$home"/run/mon.a.pid; do
        [ -f "$pid_file" ] || continue
        pid=$(cat "$pid_file")
        kill "$pid" 2>/dev/null || continue
        wait_for 30 "process $pid to end" gone "$pid"
    done
    rm -rf "$home"
}

gone() { ! kill -0 "$1" 2>/dev/null; }

wait_for() { # seconds, what for, command
    seconds=$1 what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        seconds=$((seconds - 1))
        if [ "$seconds" -le 0 ]; then
            say "waited in vain for $what; see $home/run"
            exit 1
        fi
        sleep 1
    done
}

free_ports() { # as many different ones as asked for; busy is what listens now
    busy=$(ss -Htln | awk '{sub(/.*:/, "", $4); print $4}')
    shuf -i 20000-32000 | while read -r port; do
        echo "$busy" | grep -qx "$port" || echo "$port"
    done | head -n "$1"
}

write_settings() {
    # shellcheck disable=SC2046  # three words are wanted
    set -- $(free_ports 3)
    rgw_port=$3
    cluster=$(uuidgen)
    cat > "$CEPH_CONF" <<CONF
[global]
fsid = $cluster
mon_initial_members = a
mon_host = [v2:127.0.0.1:$1,v1:127.0.0.1:$2]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
keyring = $home/keyring
run_dir = $home/run
pid_file = $home/run/\$name.pid
admin_socket = $home/run/\$name.asok
log_file = $home/run/\$name.log
mon_data = $home/mon
mon_data_avail_crit = 1
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
auth_allow_insecure_global_id_reclaim = false
osd_data = $home/osd
osd_objectstore = memstore
memstore_device_bytes = 2147483648
osd_crush_chooseleaf_type = 0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pg_autoscale_mode = off
[client.rgw]
rgw_data = $home/rgw
rgw_frontends = beast endpoint=127.0.0.1:$rgw_port
rgw_enable_ops_log = false
CONF
    ceph-authtool --create-keyring "$home/keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool "$home/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
    ceph-authtool "$home/keyring" --gen-key -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx'
    ceph-authtool "$home/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
    monmaptool --create --fsid "$cluster" --addv a "[v2:127.0.0.1:$1,v1:127.0.0.1:$2]" "$home/monmap"
}

start_cluster() {
    ceph-mon -i a --mkfs --monmap "$home/monmap" --keyring "$home/keyring"
    ceph-mon -i a
    wait_for 30 "the monitor" timeout 5 ceph status
    disk=$(uuidgen)
    ceph osd new "$disk" 0
    ceph-osd -i 0 --mkfs --osd-uuid "$disk"
    ceph-osd -i 0
    wait_for 30 "the object store" sh -c 'timeout 5 ceph osd stat | grep -q "1 up"'
    radosgw -n client.rgw
    wait_for 90 "the gateway" curl --silent --fail --max-time 2 "http://127.0.0.1:$rgw_port/"
    radosgw-admin user create --uid=fanchant --display-name=fanchant \
        --access-key="$access_key" --secret-key="$secret_key"
}

start() {
    for program in radosgw ceph-mon ceph-osd ceph-authtool curl uuidgen ss; do
        command -v "$program" >/dev/null || { say "$program is missing; the head of $0 names the packages"; exit 1; }
    done
    if [ -e "$home" ]; then
        say "$home is there already; $0 stop ends what runs there"
        exit 1
    fi
    mkdir -p "$home/mon" "$home/osd" "$home/rgw" "$home/run"
    access_key=$(uuidgen) secret_key=$(uuidgen)
    say "starting; this takes some 20 s"
    { write_settings && start_cluster; } > "$home/run/start.log" 2>&1 || { say "see $home/run/start.log"; exit 1; }
    cat <<ENVIRONMENT
export AWS_ENDPOINT_URL=http://127.0.0.1:$rgw_port
export AWS_ACCESS_KEY_ID=$access_key
export AWS_SECRET_ACCESS_KEY=$secret_key
export AWS_DEFAULT_REGION=us-east-1
export FANCHANT_TEST_S3_URL=s3://fanchant-tests
ENVIRONMENT
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*) say "usage: $0 start|stop"; exit 2 ;;
esac
