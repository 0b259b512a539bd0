#!/bin/sh
# Builds an image of this folder on a plain Debian root, without Docker and without a registry, and asks it for
# `fanchant doctor`. buildah, which needs no daemon, really runs every step of the Dockerfile.
#   docker/check_install.sh        the CPU image
#   docker/check_install.sh gpu    the GPU image too; empty folders stand for NVIDIA's images
# Needs root, debootstrap, buildah, 6 GB of disk, and the Debian, PyPI and npm archives. CHECK_FOLDER keeps the layers for
# the next time; DEBIAN_MIRROR names another archive; CHECK_CA the certificate of a proxy that stands in between.
set -eu
cd "$(dirname "$0")/.."
say() { printf '\033[1m[check]\033[0m %s\n' "$*"; }
fail() {
  printf '\033[1;31m[check]\033[0m %s\n' "$*" >&2
  exit 2
}
[ "$(id -u)" = 0 ] || fail "only root can make a Debian root; run it with sudo"
for program in debootstrap buildah; do
  command -v "$program" >/dev/null || fail "$program is missing; run: apt-get install --no-install-recommends $program"
done

folder=${CHECK_FOLDER:-$(mktemp -d -t fanchant-check-XXXXXX)}
[ -n "${CHECK_FOLDER:-}" ] || trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"
engine() { buildah --storage-driver overlay --root "$folder/storage" --runroot "$folder/run" "$@"; }
image() {
  name=$1 file=$2
  shift 2
  say "$file"
  engine bud --format docker --isolation chroot --pull-never --layers --ignorefile docker/Dockerfile.dockerignore \
    --tag "$name" --file "$file" "$@" .
}

if ! engine inspect --type image plain-debian >/dev/null 2>&1; then
  say "a plain Debian in $folder"
  debootstrap --variant=minbase bookworm "$folder/debian" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$folder/debootstrap.log"
  container=$(engine from scratch)
  engine add --quiet "$container" "$folder/debian" / >/dev/null
  if [ -n "${CHECK_CA:-}" ]; then
    engine add --quiet "$container" "$CHECK_CA" /etc/check-ca.pem >/dev/null
    for variable in SSL_CERT_FILE PIP_CERT NODE_EXTRA_CA_CERTS; do
      engine config --env "$variable=/etc/check-ca.pem" "$container"
    done
  fi
  engine commit --quiet --rm "$container" plain-debian >/dev/null
  rm -rf "$folder/debian"
fi

image fanchant docker/Dockerfile --build-arg DEBIAN=plain-debian
checked=fanchant
if [ "${1:-}" = gpu ]; then
  container=$(engine from plain-debian)
  engine run --isolation chroot "$container" -- mkdir -p /usr/local/cuda-12/lib64 /usr/local/cuda-13/lib64
  engine commit --quiet --rm "$container" no-cuda >/dev/null
  image fanchant-gpu docker/Dockerfile.gpu --build-arg FANCHANT=fanchant --build-arg CUDA_12=no-cuda --build-arg CUDA_13=no-cuda
  checked=fanchant-gpu
fi

say "fanchant doctor, as the image's user"
container=$(engine from "$checked")
engine run --isolation chroot --env TINI_SUBREAPER=1 "$container" -- tini -- fanchant doctor
engine images
