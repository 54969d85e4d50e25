"""Calls a KMS with botocore: prints what it saw as JSON. Arguments: endpoint, Region, access key id, secret access key."""

import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, region, access_key_id, secret_access_key = sys.argv[1:]
client = botocore.session.Session().create_client(
    'kms',
    region_name=region,
    endpoint_url=endpoint,
    aws_access_key_id=access_key_id,
    aws_secret_access_key=secret_access_key,
    config=Config(retries={'max_attempts': 0}, proxies={}),
)
context = {'tenant': 'ü', 'é𝒳': ' '}


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        answer = error.response
        known = isinstance(error, getattr(client.exceptions, answer['Error']['Code'], ClientError))
        return [answer['Error']['Code'], answer['Error']['Message'], answer['ResponseMetadata']['HTTPStatusCode'], known]
    return None


key = client.create_key(Description='from botocore')['KeyMetadata']
described = client.describe_key(KeyId=key['Arn'])['KeyMetadata']
client.create_alias(AliasName='alias/app', TargetKeyId=key['KeyId'])
made = client.generate_data_key(KeyId='alias/app', KeySpec='AES_256', EncryptionContext=context)
client.rotate_key_on_demand(KeyId=key['KeyId'])
opened = client.decrypt(CiphertextBlob=made['CiphertextBlob'], EncryptionContext=context)
again = client.re_encrypt(
    CiphertextBlob=made['CiphertextBlob'], SourceEncryptionContext=context, DestinationKeyId=key['KeyId']
)
bare = client.decrypt(CiphertextBlob=again['CiphertextBlob'])
wrong_context = refused(client.decrypt, CiphertextBlob=made['CiphertextBlob'])
missing = refused(client.describe_key, KeyId='alias/no')
client.disable_key(KeyId=key['KeyId'])
disabled = refused(client.decrypt, CiphertextBlob=made['CiphertextBlob'], EncryptionContext=context)
json.dump(
    {
        'keyId': key['KeyId'],
        'arn': key['Arn'],
        'sameMoment': key['CreationDate'] == described['CreationDate'],
        'keys': [one['KeyId'] for one in client.get_paginator('list_keys').paginate().search('Keys')],
        'sameKey': made['Plaintext'] == opened['Plaintext'] == bare['Plaintext'],
        'requestId': made['ResponseMetadata']['RequestId'],
        'wrongContext': wrong_context,
        'missing': missing,
        'disabled': disabled,
    },
    sys.stdout,
)
