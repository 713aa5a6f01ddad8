"""Writes hashes.json: hashes made by tools that have nothing to do with ours.

    python3 make-hashes.py > hashes.json

bcrypt: crypt(3) of libxcrypt, through Python's crypt. Argon2: Debian's argon2 command, the reference implementation.
scrypt, PBKDF2, digests: OpenSSL, through Python's hashlib. Firebase: scrypt and AES of OpenSSL, through Node.
Python up to 3.12; argon2 and node on the path. The salts are fixed, so the file comes out the same each time.
"""

import base64
import crypt
import hashlib
import json
import struct
import subprocess
import warnings

warnings.simplefilter("ignore")
PASSWORDS = ["correct horse battery staple", "a", "pässwörd-€-🔑", "with spaces  and $dollars{}"]
SALT = b"0123456789abcdef"
BCRYPT_SALT = "abcdefghijklmnopqrstuu"


def b64(data):
    return base64.b64encode(data).decode()


def unpadded(data):
    return b64(data).rstrip("=")


def bcrypt(ident, cost, password):
    return crypt.crypt(password, f"${ident}${cost:02d}${BCRYPT_SALT}")


def argon2(kind, password, version):
    command = ["argon2", SALT.decode(), f"-{kind}", "-t", "3", "-k", "64", "-p", "2", "-l", "24", "-e", "-v", version]
    return subprocess.run(command, input=password.encode(), capture_output=True, check=True).stdout.decode().strip()


def scrypt(password, salt, n, r, p, length):
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=length, maxmem=1 << 28)


def pbkdf2(name, password, salt, rounds, length):
    return hashlib.pbkdf2_hmac(name, password.encode(), salt, rounds, length)


def text(password):
    yield from ((f"bcrypt {i}", bcrypt(i, 4, password)) for i in ("2a", "2b", "2y"))
    for kind in ("id", "i", "d"):
        yield f"argon2{kind}", argon2(kind, password, "13")
    yield "argon2i 1.0", argon2("i", password, "10")
    yield "scrypt", f"$scrypt$ln=10,r=8,p=2${unpadded(SALT)}${unpadded(scrypt(password, SALT, 1024, 8, 2, 32))}"
    for name in ("sha256", "sha512"):
        key = pbkdf2(name, password, SALT, 1000, 32 if name == "sha256" else 64)
        yield f"passlib pbkdf2-{name}", "$pbkdf2-%s$1000$%s$%s" % (
            name, unpadded(SALT).replace("+", "."), unpadded(key).replace("+", "."))
    yield from django(password)
    yield from ldap(password)


def django(password):
    for name, length in (("sha256", 32), ("sha1", 20)):
        yield f"django pbkdf2_{name}", f"pbkdf2_{name}$1500$seasalt${b64(pbkdf2(name, password, b'seasalt', 1500, length))}"
    yield "django argon2", "argon2" + argon2("id", password, "13")
    yield "django bcrypt", "bcrypt$" + bcrypt("2b", 5, password)
    hexadecimal = hashlib.sha256(password.encode()).hexdigest()
    yield "django bcrypt_sha256", "bcrypt_sha256$" + bcrypt("2b", 5, hexadecimal)
    yield "django scrypt", f"scrypt$1024$seasalt$8$1${b64(scrypt(password, b'seasalt', 1024, 8, 1, 64))}"
    yield "django sha1", "sha1$seasalt$" + hashlib.sha1(b"seasalt" + password.encode()).hexdigest()
    yield "django md5", "md5$seasalt$" + hashlib.md5(b"seasalt" + password.encode()).hexdigest()
    yield "django unsalted sha1", "sha1$$" + hashlib.sha1(password.encode()).hexdigest()


def ldap(password):
    for scheme, name in (("MD5", "md5"), ("SHA", "sha1"), ("SHA256", "sha256"), ("SHA512", "sha512")):
        yield "ldap " + scheme, "{%s}%s" % (scheme, b64(hashlib.new(name, password.encode()).digest()))
        salted = "SMD5" if name == "md5" else "S" + scheme
        digest = hashlib.new(name, password.encode() + SALT[:8]).digest()
        yield "ldap " + salted, "{%s}%s" % (salted, b64(digest + SALT[:8]))
    yield "ldap crypt", "{CRYPT}" + bcrypt("2y", 5, password)


def members(password):
    ident = bcrypt("2a", 5, password)
    yield {"algorithm": "BCRYPT", "workFactor": 5, "salt": ident[7:29], "value": ident[29:]}
    for algorithm, name in (("SHA-512", "sha512"), ("SHA-256", "sha256"), ("SHA-1", "sha1"), ("MD5", "md5")):
        plain = password.encode()
        yield {"algorithm": algorithm, "value": b64(hashlib.new(name, plain).digest())}
        for order, salted in (("PREFIX", SALT + plain), ("POSTFIX", plain + SALT)):
            digest = b64(hashlib.new(name, salted).digest())
            yield {"algorithm": algorithm, "salt": b64(SALT), "saltOrder": order, "value": digest}
    for name, size in (("sha256", 32), ("sha256", 64), ("sha512", 64), ("sha512", 24)):
        yield {
            "algorithm": "PBKDF2", "digestAlgorithm": name.upper() + "_HMAC", "iterationCount": 4096, "keySize": size,
            "salt": b64(SALT), "value": b64(pbkdf2(name, password, SALT, 4096, size))}


def asp_net(password):
    yield b64(b"\0" + SALT + pbkdf2("sha1", password, SALT, 1000, 32))
    for code, name in enumerate(("sha1", "sha256", "sha512")):
        yield b64(b"\1" + struct.pack(">III", code, 2000, 16) + SALT + pbkdf2(name, password, SALT, 2000, 32))


def keycloak(password):
    for algorithm, name, size in (
            ("pbkdf2", "sha1", 64), ("pbkdf2-sha256", "sha256", 64), ("pbkdf2-sha512", "sha512", 64)):
        yield (
            {"hashIterations": 2000, "algorithm": algorithm, "additionalParameters": {}},
            {"value": b64(pbkdf2(name, password, SALT, 2000, size)), "salt": b64(SALT), "additionalParameters": {}})
    value = argon2("id", password, "13").split("$")[-1]
    yield (
        {"hashIterations": 3, "algorithm": "argon2", "additionalParameters": {
            "hashLength": ["24"], "memory": ["64"], "type": ["id"], "version": ["1.3"], "parallelism": ["2"]}},
        {"value": value, "salt": b64(SALT), "additionalParameters": {}})


FIREBASE = {
    "memoryCost": 10, "rounds": 8, "saltSeparator": "Bw==",
    "signerKey": b64(hashlib.sha512(b"a signer key").digest())}
FIREBASE_JS = """
const {scryptSync, createCipheriv} = require('crypto');
const p = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const bytes = name => Buffer.from(p[name], 'base64');
const salt = Buffer.concat([bytes('salt'), bytes('saltSeparator')]);
const key = scryptSync(p.password, salt, 32, {N: 1 << p.memoryCost, r: p.rounds, p: 1});
const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
process.stdout.write(Buffer.concat([cipher.update(bytes('signerKey')), cipher.final()]).toString('base64'));
"""


def firebase(password):
    asked = json.dumps(FIREBASE | {"salt": b64(SALT[:10]), "password": password})
    made = subprocess.run(["node", "-e", FIREBASE_JS], input=asked.encode(), capture_output=True, check=True)
    return {"salt": b64(SALT[:10]), "hash": made.stdout.decode()}


def long_passwords():
    """crypt(3) looks at 72 bytes; the bytes differ all along, so that a cut elsewhere shows."""
    for length in range(70, 81):
        password = "".join(chr(33 + i) for i in range(length))
        yield {"password": password, "hash": bcrypt("2b", 4, password)}
    for characters in range(35, 42):
        # Two bytes each, behind one: the cut at 72 falls inside of a character.
        password = "x" + "é" * (characters - 1)
        yield {"password": password, "hash": bcrypt("2b", 4, password)}


print(json.dumps({
    "madeBy": "make-hashes.py, beside this file",
    "text": [{"name": n, "password": p, "hash": h} for p in PASSWORDS for n, h in text(p)],
    "members": [{"password": p, "hash": m} for p in PASSWORDS for m in members(p)],
    "aspNetIdentity": [{"password": p, "hash": h} for p in PASSWORDS for h in asp_net(p)],
    "keycloak": [
        {"password": p, "credentialData": json.dumps(c), "secretData": json.dumps(s)}
        for p in PASSWORDS for c, s in keycloak(p)],
    "firebaseProject": FIREBASE,
    "firebase": [{"password": p, **firebase(p)} for p in PASSWORDS],
    "longBcrypt": list(long_passwords()),
}, indent=1, ensure_ascii=True))
