"""Writes the marked pictures of this folder: a gradient each, with a C2PA manifest, an XMP packet or both.

Needs Pillow, cryptography, c2pa-python 0.38.1, and exiftool for the one packet that a common program should write. The
certificate is made here and forgotten: a signature differs at every run, and nothing verifies it.
"""
import datetime, io, json, pathlib, subprocess, sys
import c2pa
from c2pa import Builder, C2paSignerInfo, C2paSigningAlg, Context, Signer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

HERE = pathlib.Path(__file__).parent
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAMESPACE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"


def picture(kind):
    image = Image.new("RGB", (48, 32))
    image.putdata([(5 * x, 7 * y, 128) for y in range(32) for x in range(48)])
    out = io.BytesIO()
    image.save(out, kind, quality=80)
    return out.getvalue()


def signer():
    def name(text):
        return x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, text), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Fixture")])

    def certificate(subject, issuer, key, signing_key, is_authority):
        start = datetime.datetime(2024, 1, 1)
        builder = (
            x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer)).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(start)
            .not_valid_after(start + datetime.timedelta(days=36500))
            .add_extension(x509.BasicConstraints(is_authority, None), True)
            .add_extension(
                x509.KeyUsage(not is_authority, False, False, False, False, is_authority, is_authority, False, False), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), False))
        if not is_authority:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
        return builder.sign(signing_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    chain = certificate("leaf", "root", leaf, root, False) + certificate("root", "root", root, root, True)
    key = leaf.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Signer.from_info(C2paSignerInfo(C2paSigningAlg.ES256, chain, key, None))


def sign(kind, actions, source=None):
    manifest = {
        "claim_generator_info": [{"name": "make.py", "version": "1"}],
        "title": "gradient",
        "format": f"image/{kind}",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": actions}}],
    }
    settings = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"verify_after_sign": False}}
    builder = Builder(manifest, context=Context.from_dict(settings))
    if source:
        builder.add_ingredient({"title": "before", "relationship": "parentOf", "instance_id": "before"}, f"image/{kind}", io.BytesIO(source))
    out = io.BytesIO()
    builder.sign(signer(), f"image/{kind}", io.BytesIO(source or picture(kind)), out)
    return out.getvalue()


def packet(body, attributes="", prefix="Iptc4xmpExt"):
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{NAMESPACE}" {attributes}>{body}</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>').encode()


def with_segments(jpeg, *segments):
    return jpeg[:2] + b"".join(
        bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body for marker, body in segments) + jpeg[2:]


def write(name, content):
    assert len(content) <= 40_000, name
    (HERE / name).write_bytes(content)


def main():
    created = {"action": "c2pa.created", "digitalSourceType": IPTC + "trainedAlgorithmicMedia"}
    opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["before"]}}
    captured = {"action": "c2pa.created", "digitalSourceType": IPTC + "digitalCapture"}
    for kind, suffix in [("jpeg", "jpg"), ("png", "png")]:
        write(f"c2pa-generated.{suffix}", sign(kind, [created]))
    camera = sign("jpeg", [captured])
    write("c2pa-captured.jpg", camera)
    write("c2pa-edited.jpg", sign("jpeg", [captured, {"action": "c2pa.edited"}]))
    write("c2pa-edited.png", sign("png", [captured, {"action": "c2pa.edited"}]))
    write("c2pa-cropped.jpg", sign("jpeg", [opened, {"action": "c2pa.cropped"}], source=camera))
    # The mark stands in the manifest of the picture that was opened, and nowhere else.
    write(
        "c2pa-cropped-generated.png",
        sign("png", [opened, {"action": "c2pa.cropped"}], source=sign("png", [created])))
    write("c2pa-vendor.jpg", sign("jpeg", [captured, {"action": "com.example.magic"}]))

    xmp = b"http://ns.adobe.com/xap/1.0/\0"
    element = f"<Iptc4xmpExt:DigitalSourceType>{IPTC}compositeSynthetic</Iptc4xmpExt:DigitalSourceType>"
    write("xmp-element.jpg", with_segments(picture("jpeg"), (0xE1, xmp + packet(element))))
    extended = packet(f'<q:DigitalSourceType rdf:resource="{IPTC}trainedAlgorithmicMedia"/>', prefix="q")
    guid = b"0123456789ABCDEF0123456789ABCDEF"
    cut = len(extended) // 2
    parts = [
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0" + guid + len(extended).to_bytes(4, "big")
         + at.to_bytes(4, "big") + extended[at:end]) for at, end in [(cut, len(extended)), (0, cut)]]
    main_packet = packet("", f'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{guid.decode()}"')
    write("xmp-extended.jpg", with_segments(picture("jpeg"), (0xE1, xmp + main_packet), *parts))
    for kind, suffix in [("jpeg", "jpg"), ("png", "png")]:
        path = HERE / f"xmp-exiftool.{suffix}"
        path.write_bytes(picture(kind))
        subprocess.run(
            [*(sys.argv[1:] or ["exiftool"]), "-q", "-overwrite_original",
             f"-XMP-iptcExt:DigitalSourceType={IPTC}algorithmicallyEnhanced", path], check=True)


main()
