#!/bin/sh
# Makes every certificate of this folder anew (OpenSSL 3). Needed once in fifty years.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/ca.cnf" <<'CNF'
[ca]
default_ca = it
[it]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
CNF

# sign NAME AUTHORITY EXTENSIONS: a key and a certificate from 2020 to 2070
sign() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1.key.pem"
  openssl req -new -key "$work/$1.key.pem" -subj "/CN=$1" -out "$work/$1.csr"
  printf '%b' "$3" > "$work/$1.ext"
  : > "$work/index.txt"
  issuer="-cert $2.pem"
  [ "$1" = "$2" ] && issuer=-selfsign
  # shellcheck disable=SC2086
  (cd "$work" && openssl ca -batch -notext -config ca.cnf -in "$1.csr" -keyfile "$2.key.pem" $issuer -extfile "$1.ext" \
    -startdate 20200101000000Z -enddate 20700101000000Z -out "$1.pem")
  cp "$work/$1.pem" .
}
authority() { sign "$1" "$1" 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'; }
# leaf NAME AUTHORITY USAGE SAN; the keys of leaves are kept, those of authorities are not
leaf() {
  sign "$1" "$2" "basicConstraints=CA:FALSE\nextendedKeyUsage=$3\nsubjectAltName=$4\n"
  cp "$work/$1.key.pem" .
}

authority test-authority
authority foreign-authority
leaf server test-authority serverAuth 'IP:127.0.0.1,DNS:localhost'
leaf consumer test-authority clientAuth 'DNS:consumer.test'
leaf stranger test-authority clientAuth 'DNS:stranger.test'
leaf bus test-authority clientAuth 'DNS:bus.test'
leaf foreign foreign-authority clientAuth 'DNS:consumer.test'
