#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

/* ASN1_TYPE holds its value in a union of pointers: this is the string of a value whose type was checked, or NULL. */
static inline const ASN1_STRING *exhibit_asn1_string(const ASN1_TYPE *value, int type) {
    return value != NULL && value->type == type ? value->value.asn1_string : NULL;
}

/* A macro that Swift does not import: RFC 2253, with UTF-8 in place of escapes. */
static inline unsigned long exhibit_name_flags(void) { return XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB; }
