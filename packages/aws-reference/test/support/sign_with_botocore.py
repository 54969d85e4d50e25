"""Signs requests with botocore: reads a JSON list from standard input, prints a JSON list of signatures."""

import datetime
import json
import re
import sys
from urllib.parse import parse_qs, urlsplit

import botocore
import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SIGNERS = {
    ('service', 'sign'): botocore.auth.SigV4Auth,
    ('service', 'presign'): botocore.auth.SigV4QueryAuth,
    ('s3', 'sign'): botocore.auth.S3SigV4Auth,
    ('s3', 'presign'): botocore.auth.S3SigV4QueryAuth,
}


def set_clock(moment):
    """botocore reads the time by itself; newer versions do so through a function of their own."""
    if hasattr(botocore.auth, 'get_current_datetime'):
        botocore.auth.get_current_datetime = lambda *_: moment
    else:

        class Clock(datetime.datetime):
            @classmethod
            def utcnow(cls):
                return moment

        botocore.auth.datetime.datetime = Clock


def sign(one):
    set_clock(datetime.datetime.strptime(one['amzDate'], '%Y%m%dT%H%M%SZ'))
    credentials = Credentials(one['accessKeyId'], one['secretAccessKey'], one.get('sessionToken'))
    arguments = [credentials, one['service'], one['region']]
    if one['way'] == 'presign':
        arguments.append(one['expiresInSeconds'])
    body = one.get('body')
    request = AWSRequest(one['method'], one['url'], data=None if body is None else body.encode())
    for name, value in one['headers']:
        request.headers[name] = value
    SIGNERS[one['service'], one['way']](*arguments).add_auth(request)
    if one['way'] == 'presign':
        parameters = parse_qs(urlsplit(request.url).query)
        return [parameters['X-Amz-SignedHeaders'][0], parameters['X-Amz-Signature'][0]]
    return re.search(r'SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$', request.headers['Authorization']).groups()


requests = json.load(sys.stdin)
json.dump({'version': botocore.__version__, 'signatures': [sign(one) for one in requests]}, sys.stdout)
